// A hostile disk has links where its folders belong: nothing is written or removed where they lead.
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isFault } from '../../lib/fault.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

let on: TestStation
let outside: string
beforeEach(async () => {
  on = await openTestStation()
  outside = on.temp('outside')
  mkdirSync(join(outside, 'REKAM'), { recursive: true })
  writeFileSync(join(outside, 'keep'), 'theirs')
})
afterEach(() => on.close())

const here = { hands: () => handsHere() }
const pair = ({ mount }: Volume) =>
  pairDisk(on.station, { mount, kind: 'rotation', label: 'DISK A', place: 'lemari' })
const lies = () => readdirSync(outside, { recursive: true, encoding: 'utf8' }).toSorted()

/** How it ended: the fault's code, or that it was done. */
const endOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isFault(error) ? error.code : String(error)),
  )

test('a link where our folder would be made: the disk is not paired', async () => {
  const disk = plugFolder(on)
  symlinkSync(outside, join(disk.mount, 'REKAM'))
  expect(await endOf(pair(disk))).toMatch(/^(FILE|DISK|BACKUP)-/)
  expect(lies()).toEqual(['REKAM', 'keep'])
})

test.each([
  ['our folder', ''],
  ['the folder of the station', '5272-01-A'],
  ['the folder of the month', '5272-01-A/202611'],
])('a link in place of %s: nothing is written there', async (_, name) => {
  const disk = plugFolder(on)
  await pair(disk)
  await seedPackets(on.station, 2)
  await runBackup(on.station, disk.mount, here)
  const place = join(disk.mount, 'REKAM', name).replace(/\/$/, '')
  rmSync(place, { recursive: true })
  symlinkSync(outside, place)
  await seedPackets(on.station, 1)
  expect(await endOf(runBackup(on.station, disk.mount, here))).toMatch(/^(FILE|DISK|BACKUP|COMMIT)-/)
  expect(lies()).toEqual(['REKAM', 'keep'])
})
