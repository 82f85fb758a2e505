import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../formats/id.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { absentPackets } from './absent.ts'
import { runBackup } from './backup.ts'
import { pairDisk } from './pair.ts'
import { startBackupService } from './service.ts'
import { onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let on: TestStation
let mount: string
beforeEach(async () => {
  on = await openTestStation()
  mount = plugFolder(on).mount
  await pairDisk(on.station, { mount, kind: 'desk', label: 'MEJA', place: '' })
})
afterEach(() => on.close())

const count = (table: string) => on.station.read.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)!.n

function rot(path: string): void {
  const bytes = readFileSync(path)
  bytes[150]! ^= 1
  writeFileSync(path, bytes)
}

/** As if another epoch of the station had sealed all that is there: its key went with its computer. */
async function asOfBefore(): Promise<void> {
  const before = newId(on.ports.random)
  await on.station.write.transaction((tx) => {
    tx.run(
      'INSERT INTO epoch (id, position, station, started_at, key) SELECT ?, 0, station, started_at, key FROM epoch',
      [before],
    )
    tx.run('UPDATE recording SET epoch = ?', [before])
  })
}

test.each([
  ['packets', 110, ''],
  ['signatures', 210, '.minisig'],
])('very many rotten %s keep no sound packet from the disk', async (_, many, end) => {
  for (const { path } of await seedPackets(on.station, many, { bytes: 100, photo: 1 })) rot(`${path}${end}`)
  if (end !== '') await asOfBefore()
  await seedPackets(on.station, 2)
  expect(await runBackup(on.station, mount, onMedium)).toMatchObject({ packets: 2, sequence: 2 })
  expect(absentPackets(on.station.read).count).toBe(many)
})

test('a packet that rotted here does not begin one backup after the other', async () => {
  const [rotten] = await seedPackets(on.station, 2)
  rot(rotten!.path)
  const stop = startBackupService(on.station, { ...onMedium, settleMs: 20 })
  for (let n = 0; n < 100 && absentPackets(on.station.read).count === 0; n++) await wait(50)
  await wait(1500)
  await stop()
  expect([count('copy'), count('disk_commit'), absentPackets(on.station.read).count]).toEqual([1, 1, 1])
})
