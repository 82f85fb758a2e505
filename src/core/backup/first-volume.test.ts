import { afterEach, expect, test } from 'vitest'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { type Hands, handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { mediumDisk, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'

const SLOW = 12_000_000
const ALLOWED_S = 60
/** What a station of some 7,000 recordings weighs: photos above all. */
const STATE = 200_000_000
/** The volume after it may be filled with backlog: so long at most (pace.ts). */
const NEXT_S = 10

let on: TestStation | undefined
afterEach(() => on?.close())

test('who is sealed while a disk gets its first volume, with all of the state, has a copy there within 60 s at 12 MB/s', async () => {
  on = await openTestStation()
  const { station } = on
  const { mount } = plugFolder(on)
  await pairDisk(station, { mount, kind: 'desk', label: 'MEJA BARU', place: '' })
  await seedPackets(station, 100, { photo: 100_000 })
  const volumes: { bytes: number; hasState: boolean; packets: readonly string[] }[] = []
  let sealed = ''
  const hands = (): Hands => {
    const real = handsHere(mediumDisk)
    return {
      ...real,
      async writeVolume(job, onProgress) {
        // In the moment in which the first one begins.
        if (sealed === '') sealed = (await seedPackets(station, 1, { bytes: 300_000 }))[0]!.id
        const { volume, snapshot, ...done } = await real.writeVolume(job, onProgress)
        const packets = job.packets.map(({ id }) => id)
        volumes.push({ bytes: volume.bytes, hasState: snapshot !== null, packets })
        return { ...done, volume, snapshot }
      },
    }
  }
  for (let run = 0; run < 2; run++) await runBackup(station, mount, { io: mediumDisk, hands })
  const { state } = station.read.get<{ state: number }>(
    'SELECT sum(length(bytes)) AS state FROM recording_photo',
  )!
  expect(volumes.map(({ hasState, packets }) => [hasState, packets.includes(sealed)])).toEqual([
    [true, false],
    [false, true],
  ])
  // Written and read back.
  const seconds = (2 * volumes[0]!.bytes * (STATE / state)) / SLOW
  expect(volumes[0]!.bytes / state).toBeLessThan(1.15)
  expect(seconds + NEXT_S).toBeLessThan(ALLOWED_S)
}, 60_000)
