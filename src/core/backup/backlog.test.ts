import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { pairDisk } from './pair.ts'
import { mediumDisk, plugFolder } from './testing/desk.ts'
import { hollowPackets, slowHands } from './testing/slow-disk.ts'

const SLOW = 12_000_000
const ALLOWED_MS = 60_000
/** Of 4 MiB each: three volumes of 256 MiB and more. */
const BACKLOG = 200
const DAY = 86_400_000

let on: TestStation
let disk: Volume
beforeEach(async () => {
  on = await openTestStation()
  disk = plugFolder(on)
  await pairDisk(on.station, { mount: disk.mount, kind: 'desk', label: 'MEJA BARU', place: '' })
})
afterEach(() => on.close())

const copies = () => on.station.read.all<{ packet: string }>('SELECT packet FROM copy')

/** Seals a packet every so many seconds while a backlog is brought to a disk of so many bytes a second. Answers how long each waited, and copies. */
async function backlog(
  rate: number,
  every: number,
  sealed: number,
): Promise<{ waited: number[]; copied: number }> {
  const { station, ports } = on
  await hollowPackets(station, BACKLOG, 4 << 20)
  ports.clock.advance(2 * DAY)
  const since = new Map<string, number>()
  const waited = new Map<string, number>()
  const look = () => {
    for (const { packet } of copies()) {
      const began = since.get(packet)
      if (began !== undefined && !waited.has(packet)) waited.set(packet, ports.now().getTime() - began)
    }
  }
  let seconds = 0
  const slow = slowHands(on, rate, async () => {
    if (++seconds % every !== 0 || since.size >= sealed) return
    for (const id of await hollowPackets(station, 1, 300_000)) since.set(id, ports.now().getTime())
  })
  const hands = () => {
    const real = slow()
    return {
      ...real,
      // The register's line of the volume before is written by now, and no time has passed since.
      writeVolume: (...job: Parameters<typeof real.writeVolume>) => {
        look()
        return real.writeVolume(...job)
      },
    }
  }
  await runBackup(station, disk.mount, { io: mediumDisk, hands })
  look()
  return { waited: [...waited.values()], copied: copies().length }
}

test('behind a backlog of three volumes, on a disk of 12 MB/s, a packet sealed now is there and read back within 60 s', async () => {
  const { waited, copied } = await backlog(SLOW, 7, 15)
  expect(waited).toHaveLength(15)
  expect(Math.max(...waited)).toBeLessThan(ALLOWED_MS)
  expect(copied).toBe(BACKLOG + 15)
})

test('so is it on a stick that is three times slower', async () => {
  const { waited, copied } = await backlog(SLOW / 3, 11, 30)
  expect(waited).toHaveLength(30)
  expect(Math.max(...waited)).toBeLessThan(ALLOWED_MS)
  expect(copied).toBe(BACKLOG + 30)
})

test('a fast disk soon gets whole volumes: a backlog does not become crumbs', async () => {
  await backlog(20 * SLOW, 5, 0)
  const commits = on.station.read.all<{ bytes: number }>('SELECT bytes FROM disk_commit ORDER BY sequence')
  expect(commits.length).toBeLessThan(8)
  expect(Math.max(...commits.map(({ bytes }) => bytes))).toBeGreaterThan(250 << 20)
})
