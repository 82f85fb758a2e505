import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let on: TestStation
beforeEach(async () => {
  on = await openTestStation()
})
afterEach(() => on.close())

const here = { hands: () => handsHere() }
async function paired(label: string): Promise<string> {
  const { mount } = plugFolder(on)
  await pairDisk(on.station, { mount, kind: 'rotation', label, place: '' })
  return mount
}
const log = () =>
  on.station.read.get<{ first: number; last: number }>(
    'SELECT min(seq) AS first, max(seq) AS last FROM change',
  )!

test('changes are kept until every paired disk has them, then dropped', async () => {
  const [a, b] = [await paired('A'), await paired('B')]
  await seedPackets(on.station, 3)
  await runBackup(on.station, a, here)
  await runBackup(on.station, b, here)
  const hasB = on.station.read.get<{ to: number }>('SELECT max(change_to) AS "to" FROM disk_commit')!.to
  await seedPackets(on.station, 3)
  await runBackup(on.station, a, here)
  expect(log().first, 'what B lacks is kept').toBeLessThanOrEqual(hasB + 1)
  await runBackup(on.station, b, here)
  expect(log().first, 'now both have it').toBeGreaterThan(hasB + 1)
})

test('a disk that comes late goes on from where it was', async () => {
  const [a, b] = [await paired('A'), await paired('B')]
  await runBackup(on.station, b, here)
  for (let round = 0; round < 3; round++) {
    await seedPackets(on.station, 2)
    await runBackup(on.station, a, here)
  }
  expect(await runBackup(on.station, b, here)).toMatchObject({
    packets: 6,
    changes: { from: expect.any(Number) },
  })
  const last = 'SELECT snapshot, change_to FROM disk_commit ORDER BY at DESC, change_to DESC LIMIT 1'
  const row = on.station.read.get<{ snapshot: number; change_to: number }>(last)!
  expect(row.snapshot).toBeLessThan(row.change_to)
})

test('a disk that stayed away too long gets a snapshot instead', async () => {
  const mount = await paired('A')
  await runBackup(on.station, mount, here)
  await seedPackets(on.station, 2)
  await on.station.write.transaction((tx) =>
    tx.run('DELETE FROM change WHERE seq < (SELECT max(seq) FROM change)'),
  )
  expect(await runBackup(on.station, mount, here)).toMatchObject({ packets: 2, changes: null })
  const { n } = on.station.read.get<{ n: number }>(
    'SELECT count(*) AS n FROM disk_commit WHERE snapshot = change_to',
  )!
  expect(n).toBe(2)
})
