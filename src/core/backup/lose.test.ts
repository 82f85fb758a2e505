import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inForeground } from '../foreground.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { listDrives } from './drives.ts'
import { keepDisk } from './keep.ts'
import { reportLost } from './lose.ts'
import { pairDisk } from './pair.ts'
import { roomOf } from './room.ts'
import { backupStatus } from './status.ts'
import { onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let on: TestStation
beforeEach(async () => {
  on = await openTestStation()
})
afterEach(() => on.close())

const said = { noticedOn: '2026-11-20', circumstances: 'tas tertinggal di angkot' }
async function paired(label: string, place: string) {
  const volume = plugFolder(on)
  const { id } = await pairDisk(on.station, { mount: volume.mount, kind: 'rotation', label, place })
  return { id, volume, run: () => runBackup(on.station, volume.mount, onMedium) }
}

test('a lost disk counts no more at once, and what fell below the policy is named', async () => {
  const [a, b] = [await paired('A', 'laci'), await paired('B', 'rumah camat')]
  const both = await seedPackets(on.station, 2)
  await a.run()
  await b.run()
  const [alone] = await seedPackets(on.station, 1)
  await a.run()
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 0 })
  const loss = await reportLost(on.station, { disk: a.id, ...said })
  expect(loss).toMatchObject({ label: 'A', place: 'laci', packets: 3, onceOnly: 1, below: 2 })
  expect(loss.onceOnlyPackets).toEqual([alone!.id])
  expect(loss.belowPackets).toEqual(both.map(({ id }) => id).toSorted())
  const now = await backupStatus(on.station)
  expect(now).toMatchObject({ onceOnly: 1, disks: [{ label: 'B', behind: 1 }] })
  expect(now.lost).toMatchObject([{ label: 'A', packets: 3, onceOnly: 1, below: 2 }])
  const acts = on.station.read.all<{ act: string }>("SELECT act FROM audit WHERE act = 'disk.lost'")
  expect(acts).toHaveLength(1)
})

test('two disks in one drawer: losing one of them takes nobody below a policy that was never met', async () => {
  const [a, b] = [await paired('A', 'laci'), await paired('B', ' Laci ')]
  await seedPackets(on.station, 2)
  await a.run()
  await b.run()
  expect(await reportLost(on.station, { disk: a.id, ...said })).toMatchObject({ below: 0, onceOnly: 0 })
})

test('whoever brings a lost disk back: nothing is written to it, it cannot be paired, and nothing is said twice', async () => {
  const a = await paired('A', 'laci')
  await seedPackets(on.station, 1)
  await reportLost(on.station, { disk: a.id, ...said })
  const refused = { code: 'BACKUP-DISK-UNUSABLE', params: { reason: 'lost' } }
  await expect(a.run()).rejects.toMatchObject(refused)
  const again = { mount: a.volume.mount, kind: 'rotation', label: 'B', place: '' } as const
  await expect(pairDisk(on.station, again)).rejects.toMatchObject(refused)
  expect(await listDrives(on.station)).toMatchObject([{ state: 'unusable', why: 'lost' }])
  const twice = { code: 'BACKUP-DISK-LOST', params: { disk: 'A' } }
  await expect(reportLost(on.station, { disk: a.id, ...said })).rejects.toMatchObject(twice)
  const keep = { disk: a.id, place: 'x', holder: '', dueOn: null }
  await expect(keepDisk(on.station, keep)).rejects.toMatchObject(twice)
  expect(on.station.read.all('SELECT disk FROM disk_loss')).toHaveLength(1)
})

test('what is being written to a disk that is reported lost is broken off', async () => {
  const a = await paired('A', 'laci')
  await seedPackets(on.station, 3, { bytes: 1_500_000 })
  const sealing = Promise.withResolvers<void>()
  const front = inForeground(on.station, () => sealing.promise)
  const ended = Promise.allSettled([runBackup(on.station, a.volume.mount)])
  await vi.waitFor(() => expect(roomOf(on.station).progress.get(a.id)?.phase).toBe('paused'), 20_000)
  expect(await reportLost(on.station, { disk: a.id, ...said })).toMatchObject({ packets: 0, onceOnly: 0 })
  sealing.resolve()
  await front
  expect(await ended).toMatchObject([{ reason: { code: 'BACKUP-LET-GO' } }])
  expect(on.station.read.all('SELECT 1 FROM disk_commit')).toEqual([])
})

test('a loss cannot have been noticed on a day to come', async () => {
  const a = await paired('A', 'laci')
  const ahead = { ...said, disk: a.id, noticedOn: '2099-01-01' }
  await expect(reportLost(on.station, ahead)).rejects.toMatchObject({ code: 'BACKUP-DAY' })
  expect((await backupStatus(on.station)).lost).toEqual([])
})

test('place, holder and due date are kept, with what they were before in the audit', async () => {
  const a = await paired('A', 'laci')
  await keepDisk(on.station, { disk: a.id, place: ' rumah  camat ', holder: 'Siti', dueOn: '2026-12-01' })
  expect((await backupStatus(on.station)).disks).toMatchObject([
    { place: 'rumah camat', holder: 'Siti', dueOn: '2026-12-01' },
  ])
  expect(on.station.read.all("SELECT act FROM audit WHERE act = 'disk.kept'")).toHaveLength(1)
  const none = { disk: '0'.repeat(26), place: '', holder: '', dueOn: null }
  await expect(keepDisk(on.station, none)).rejects.toMatchObject({ code: 'BACKUP-DISK-UNKNOWN' })
})
