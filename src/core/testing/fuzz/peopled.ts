import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { onTestFinished } from 'vitest'
import type { Core } from '../../open-core.ts'
import { router } from '../../router.ts'
import type { FakePorts } from '../fake-ports.ts'
import { quickDraft } from '../quick-draft.ts'
import { sampleBiodata } from '../sample-people.ts'
import { seedRecordings } from '../seed-recordings.ts'

/** What lies at the station, for a page that knows it. */
interface Peopled {
  readonly strings: readonly string[]
  /** NIKs and names of residents who are known here, of none that the page knows to begin with. */
  readonly whom: readonly string[]
}

/** People whom a page knows to begin with: it may write their names and numbers wherever it likes. */
export const KNOWN = [1, 2, 3, 101, 500].map((n) => sampleBiodata(n))
const RECORDED = 24
const LISTED = 40
const DRAFTED_FROM = 101

/** The Dinas' list: those who were recorded, and some who were not. */
function listFile(path: string): void {
  const rows = Array.from({ length: LISTED }, (_, i) => {
    const { nik, kk, nama, tempatLahir, tanggalLahir } = sampleBiodata(i + 1)
    return [nik, kk, nama, tempatLahir, tanggalLahir.split('-').toReversed().join('-'), 'NAE'].join(',')
  })
  writeFileSync(path, `NIK,No KK,Nama,Tempat Lahir,Tanggal Lahir,Desa\n${rows.join('\n')}\n`)
}

/** A folder in memory that passes for a disk: on another device than the station, as a disk has to be. */
function plugDisk(ports: FakePorts): string {
  const mount = mkdtempSync('/dev/shm/rekam-fuzz-')
  onTestFinished(() => rmSync(mount, { recursive: true, force: true }))
  ports.volumes.plug({ mount, dev: statSync(mount).dev, session: 'one' })
  return mount
}

/** Fills a station as a day at the desk does: residents with letters and requests, numbers of the queue, disks of which one is lost, bags, blanks, a notice. */
export async function people(
  core: Core,
  sandbox: string,
  { ports, drafts }: { ports: FakePorts; drafts: number },
): Promise<Peopled> {
  const station = core.desk.station()
  const context = core.context()
  const recordings = await seedRecordings(station, RECORDED)
  const open: string[] = []
  for (let n = 0; n < drafts; n++) open.push(await quickDraft(station, DRAFTED_FROM + n, 2000))

  const list = join(sandbox, 'list.csv')
  listFile(list)
  const { columns } = await call(router.resident.previewImport, { path: list }, { context })
  await call(router.resident.importList, { path: list, columns, mode: 'add' }, { context })

  const letters = []
  for (const recording of recordings.slice(0, 8))
    letters.push((await call(router.suket.issue, { recording }, { context })).id)

  const tickets = []
  for (const [i, key] of recordings.slice(0, 6).entries())
    tickets.push((await call(router.queue.take, { key, name: `CONTOH TAMU ${i}` }, { context })).id)
  await call(router.queue.next, {}, { context })

  const disks = []
  const mounts = []
  for (const label of ['Disk satu', 'Disk dua', 'Disk hilang']) {
    const mount = plugDisk(ports)
    mounts.push(mount)
    const disk = await call(router.backup.pair, { mount, kind: 'rotation', label, place: label }, { context })
    await call(router.backup.run, { mount }, { context })
    disks.push(disk.id)
  }
  const lost = { disk: disks[2]!, noticedOn: '2026-01-02', circumstances: 'tidak ditemukan' }
  await call(router.backup.reportLost, lost, { context })

  const bags = join(sandbox, 'bags')
  mkdirSync(bags)
  const bag = await call(router.export.make, { folder: bags, ids: recordings.slice(0, 4) }, { context })

  for (const recording of recordings.slice(0, 3)) {
    await call(router.privacy.request, { about: { recording }, way: 'desk' }, { context })
    await call(router.printing.where, { texts: [recording] }, { context })
  }
  await call(router.printing.receive, { count: 100, note: 'kiriman contoh' }, { context })
  const notice = join(sandbox, 'notice.txt')
  writeFileSync(notice, 'Pemberitahuan contoh: pusat data tidak menerima unggahan.\n')
  await call(router.outage.importNotice, { path: notice }, { context })

  const known = JSON.stringify(KNOWN)
  const whom = [...Array(LISTED).keys()].flatMap((i) => {
    const { nik, nama } = sampleBiodata(i + 1)
    return [nik, nama].filter((text) => !known.includes(text))
  })
  return {
    whom,
    strings: [...recordings, ...open, ...letters, ...tickets, ...disks, bag.folder, list, notice, ...mounts],
  }
}
