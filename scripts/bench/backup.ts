// Backup against restic, borg, rsync and `cp -a` + sync in one run on packets of 300 kB, and its memory (issue: speed; BACKUP: targets).
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import { runBackup, verifyForStation } from '../../src/core/backup/index.ts'
import type { RealRig } from '../../src/core/backup/testing/real.ts'
import { canMount, makeVolume, type TestVolume } from '../e2e/volumes.ts'
import { freshPeers, type Peer } from './disk/peers.ts'
import {
  inChild,
  LARGE,
  newDisk,
  onDisk,
  PACKET_BYTES,
  PACKETS,
  roomFor,
  ROUNDS,
  seedMany,
  stationOf,
} from './disk/rig.ts'
import { benchThrottled } from './disk/throttled.ts'
import { bytesOf, filesBelow, forget, ms, run, timed } from './disk/tools.ts'
import { type BenchResult, median, result } from './result.ts'

const NEW = 50
const MEMORY_MB = 300

/** Times of each tool, by its name; ours is `rekam`. */
type Times = Map<string, number[]>

function note(times: Times, name: string, took: number): void {
  times.set(name, [...(times.get(name) ?? []), took])
}

/** One line for each peer; only restic's has a target of the issue, the others are shown. */
function against(what: string, times: Times, target: number, detail: string): BenchResult[] {
  const own = median(times.get('rekam')!)
  return [...times].flatMap(([name, took]) => {
    if (name === 'rekam') return []
    const their = median(took)
    const limit = name === 'restic' ? target : Infinity
    return [result(`${what} against ${name}`, own / their, limit, `${ms(own)} to ${ms(their)}; ${detail}`)]
  })
}

interface Table {
  readonly rig: RealRig
  readonly disk: TestVolume
  readonly peers: readonly Peer[]
}

/** Our core as it ships, and the peers, each round on volumes that were just made; those of the last round go on. */
async function full(rig: RealRig, peersOn: TestVolume): Promise<Table & { results: BenchResult[] }> {
  const times: Times = new Map()
  const from = [rig.station.paths.packets, rig.station.paths.store]
  let peers: Peer[] = []
  for (let round = 0; round < ROUNDS; round++) {
    using fresh = await newDisk(rig, roomFor(PACKETS, PACKET_BYTES))
    forget()
    note(times, 'rekam', (await inChild(onDisk(rig, 'backup', fresh.mount, `full ${round}`))).ms)
    peers = freshPeers(peersOn.mount, (name) => rig.on.temp(name), from)
    for (const peer of peers) {
      forget()
      note(times, peer.name, await timed(() => peer.backup()))
    }
  }
  const size = `${PACKETS} x ${PACKET_BYTES / 1000} kB, medians of ${ROUNDS}`
  const disk = await newDisk(rig, roomFor(PACKETS, PACKET_BYTES))
  const results = [
    ...against('full backup, read back from the medium,', times, 0.9, size),
    await eventLoop(() => runBackup(rig.station, disk.mount)),
  ]
  return { rig, disk, peers, results }
}

/** How long others wait for the core while it works. */
async function eventLoop(work: () => Promise<unknown>): Promise<BenchResult> {
  forget()
  const delay = monitorEventLoopDelay({ resolution: 2 })
  delay.enable()
  await work()
  delay.disable()
  const [p99, most] = [delay.percentile(99) / 1e6, delay.max / 1e6]
  const detail = `p99 ${p99.toFixed(1)} ms, at most ${most.toFixed(1)} ms`
  return result("the core's event loop during it, p99 against 50 ms", p99 / 50, 1, detail)
}

/** What a day brings, and what one resident brings; `cp -u` and rsync look at every file's time, restic and borg at their caches. */
async function again({ rig, disk, peers }: Table, count: number, rounds: number): Promise<Times> {
  const times: Times = new Map()
  for (let round = 0; round < rounds; round++) {
    await seedMany(rig, count, LARGE)
    run('sync', [])
    note(times, 'rekam', await timed(() => runBackup(rig.station, disk.mount)))
    for (const peer of peers) note(times, peer.name, await timed(() => peer.backup()))
  }
  return times
}

async function sha256Of(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
    hash.digest()
  }
}

async function verify({ rig, disk, peers }: Table): Promise<BenchResult[]> {
  const times: Times = new Map()
  const plain: number[] = []
  const volumes = filesBelow(join(disk.mount, 'REKAM'), '.TAR')
  for (let round = 0; round < ROUNDS; round++) {
    forget()
    plain.push(await timed(() => sha256Of(volumes)))
    forget()
    note(times, 'rekam', await timed(() => verifyForStation(rig.station, disk.mount)))
    for (const peer of peers) {
      if (!peer.verify) continue
      forget()
      note(times, peer.name, await timed(() => peer.verify!()))
    }
  }
  const [own, sha] = [median(times.get('rekam')!), median(plain)]
  return [
    result(
      "verify, time against node's SHA-256 over the same files",
      own / sha,
      1 / 0.6,
      `${ms(own)} to ${ms(sha)}`,
    ),
    ...against('verify, all bytes read,', times, 0.8, `medians of ${ROUNDS}`),
  ]
}

/** What stock tar says of a volume: bytes of packets with signatures, and of sealed state. */
function membersOf(volume: string): { packets: number; state: number } {
  const sums = { packets: 0, state: 0 }
  for (const line of run('tar', ['-tvf', volume]).split('\n')) {
    const [, , size, , , name = ''] = line.trim().split(/\s+/)
    if (/\.rkp/i.test(name)) sums.packets += Number(size)
    else if (/\.age/i.test(name)) sums.state += Number(size)
  }
  return sums
}

function taken({ disk }: Table): BenchResult {
  const parts = filesBelow(join(disk.mount, 'REKAM'), '.TAR').map(membersOf)
  const packets = parts.reduce((sum, part) => sum + part.packets, 0)
  const state = parts.reduce((sum, part) => sum + part.state, 0)
  const all = bytesOf(join(disk.mount, 'REKAM'))
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  const detail = `${mb(all)} of which state and logs ${mb(state)}, packets ${mb(packets)}`
  return result('bytes on the disk, state apart, against payload', (all - state) / packets, 1.02, detail)
}

async function memory({ rig }: Table): Promise<BenchResult[]> {
  const disk = await newDisk(rig, roomFor(PACKETS, PACKET_BYTES))
  try {
    const results: BenchResult[] = []
    for (const task of ['backup', 'verify'] as const) {
      const { mb, ms: took } = await inChild(onDisk(rig, task, disk.mount, `memory ${task}`))
      const detail = `${mb.toFixed(0)} MB at most in a process of its own, ${ms(took)}`
      results.push(result(`memory of a full ${task} against 300 MB`, mb / MEMORY_MB, 1, detail))
    }
    return results
  } finally {
    disk[Symbol.dispose]()
  }
}

/** Needs root and loop devices; elsewhere it says that it could not measure. */
export async function benchBackup(): Promise<BenchResult[]> {
  if (!canMount('ext4')) {
    process.stdout.write('backup: not measured, loop devices need root\n')
    return []
  }
  const throttled = await benchThrottled()
  const rig = await stationOf('bench backup', PACKETS, LARGE)
  const peersOn = makeVolume('ext4', { bytes: 4 * roomFor(PACKETS, PACKET_BYTES), uncached: true })
  const table = await full(rig, peersOn)
  try {
    const news = await again(table, NEW, ROUNDS)
    const ones = await again(table, 1, 5)
    return [
      ...table.results,
      ...against(`+${NEW} records, read back,`, news, 0.2, `medians of ${ROUNDS}`),
      ...against('one record, read back,', ones, 0.2, 'medians of 5'),
      ...(await verify(table)),
      taken(table),
      ...(await memory(table)),
      ...throttled,
    ]
  } finally {
    for (const volume of [table.disk, peersOn]) volume[Symbol.dispose]()
    await rig.close()
  }
}
