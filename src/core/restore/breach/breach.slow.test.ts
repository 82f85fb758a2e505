import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyDetached } from '../../../formats/trust/comment.ts'
import { publicOf } from '../../../lib/minisign.ts'
import { reportLost } from '../../backup/index.ts'
import { seedPackets } from '../../backup/testing/seed.ts'
import { backUp, pairNew, type Rig, rigWith } from '../testing/rig.ts'
import { saveBreach } from './breach.ts'
import { breachFacts } from './facts.ts'

let rig: Rig
beforeEach(async () => {
  rig = await rigWith([3, 2])
})
afterEach(() => rig.on.close())

/** Text of each page, by stock pdftotext. */
const pagesOf = (path: string) =>
  execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)

const idOf = (label: string) =>
  rig.on.station.read.get<{ id: string }>('SELECT id FROM disk WHERE label = ?', [label])!.id

async function lose(label: string): Promise<string> {
  const disk = idOf(label)
  await reportLost(rig.on.station, { disk, noticedOn: '2026-11-22', circumstances: 'Tas dicuri di terminal' })
  return disk
}

test('names every packet of the disk, no other one, and who can open them', async () => {
  rig.on.ports.clock.advance(60_000)
  const late = await seedPackets(rig.on.station, 2)
  const { station } = rig.on
  const facts = breachFacts(station, await lose('DISK A'))
  expect(facts.packets.map(({ id }) => id)).toEqual(rig.packets.map(({ id }) => id))
  for (const { id } of late) expect(facts.packets.map((packet) => packet.id)).not.toContain(id)
  expect(facts.recipients).toEqual([{ serial: station.profile.serial, ...station.profile.recipients }])
  expect(facts.state).toMatchObject({ residents: 5, recipient: station.keys.stateRecipient })
  expect(facts).toMatchObject({
    circumstances: 'Tas dicuri di terminal',
    noticedOn: '2026-11-22',
    by: 'operator',
  })
})

test('is written as a signed PDF with all packet ids in its annex, and stands in the audit', async () => {
  const { station } = rig.on
  const disk = await lose('DISK A')
  const out = join(rig.on.temp('out'), 'hilang.pdf')
  const { signature } = await saveBreach(station, disk, out)
  const pdf = readFileSync(out)
  const { stamp } = verifyDetached(
    pdf,
    readFileSync(signature, 'utf8'),
    [publicOf(station.keys.signing)],
    'report',
  )
  expect(stamp).toMatchObject({ id: disk, station: station.code })
  const [first = '', ...annex] = pagesOf(out)
  expect(execFileSync('qpdf', ['--check', out], { encoding: 'utf8' })).toContain('No syntax')
  expect(first).toContain('LAPORAN KEHILANGAN')
  expect(first).toContain(station.profile.recipients.datacenter)
  expect(first).toContain(station.profile.recipients.recovery)
  for (const { id } of rig.packets) expect(annex.join('\n')).toContain(id)
  expect(first + annex.join(''), 'no resident is named').not.toMatch(/\d{16}/)
  expect(station.read.all("SELECT subject FROM audit WHERE act = 'disk.breach-report'")).toEqual([
    { subject: disk },
  ])
})

test('a disk that nothing was written to says so; one that is not lost has no report', async () => {
  await pairNew(rig.on, 'DISK KOSONG')
  const facts = breachFacts(rig.on.station, await lose('DISK KOSONG'))
  expect(facts).toMatchObject({ packets: [], state: null })
  expect(() => breachFacts(rig.on.station, idOf('DISK A'))).toThrow('NOT-FOUND')
})

test('thousands of packets go over several pages, none left out', async () => {
  const many = await seedPackets(rig.on.station, 300)
  await backUp(rig.on, rig.disk)
  const out = join(rig.on.temp('out'), 'banyak.pdf')
  await saveBreach(rig.on.station, await lose('DISK A'), out)
  const [, ...annex] = pagesOf(out)
  expect(annex.length).toBeGreaterThan(3)
  const text = annex.join('\n')
  for (const { id } of [...rig.packets, ...many]) expect(text).toContain(id)
})
