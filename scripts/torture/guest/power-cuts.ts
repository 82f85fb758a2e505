/**
 * Guest: a workload on a real kernel file system over dm-log-writes, then the same disk as a power cut would have left it at each write:
 * in order, with the last write torn, and with any of the writes since the last flush lost.
 */
import {
  closeSync,
  cpSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { handsHere, type Hands } from '../../../src/core/backup/engine/hands.ts'
import { seededRandom } from '../../../src/core/testing/index.ts'
import type { GuestJob } from './job.ts'
import {
  allSealed,
  type GuestStation,
  guestStation,
  lostSince,
  nextBackup,
  TORN,
  wrongNow,
} from './guest-station.ts'
import { blank, format, loopOf, mount, repair, run, SIZES, tell, unmount } from './machine.ts'
import { type Logged, parseLog } from './write-log.ts'

const job = JSON.parse(Buffer.from(process.argv[2] ?? '', 'base64url').toString()) as GuestJob
const { kind } = job
const DISK = '/mnt/disk'
const CUT = '/mnt/cut'
const bytes = seededRandom(`cuts ${kind} ${job.seed}`)
const below = (limit: number) => Buffer.from(bytes(4)).readUInt32LE() % limit

/** What the station was at a mark of the log. */
interface Moment {
  readonly folder: string
  readonly sealed: ReadonlyMap<string, string>
}

const moments = new Map<string, Moment>()

function mark(desk: GuestStation, name: string): void {
  const folder = `/mnt/at-${name}`
  desk.snapshot(folder)
  moments.set(name, { folder, sealed: new Map(desk.sealed) })
  run('dmsetup', 'message', 'lw', '0', 'mark', name)
}

/** Before the first byte of a volume the station has noted its number: a cut from then on meets a station that knows. */
function marking(desk: GuestStation, name: string): () => Hands {
  return () => {
    const hands = handsHere()
    return {
      ...hands,
      writeVolume(volume, progress) {
        mark(desk, `begun-${name}`)
        return hands.writeVolume(volume, progress)
      },
    }
  }
}

async function workload(): Promise<{ desk: GuestStation; base: string; log: Logged[] }> {
  const image = blank('/mnt/disk.img', SIZES[kind])
  const data = loopOf(image)
  format(kind, data)
  run('sync')
  const base = '/mnt/base.img'
  cpSync(image, base)
  const writes = blank('/mnt/log.img', 96 << 20)
  const sectors = SIZES[kind] / 512
  run('dmsetup', 'create', 'lw', '--table', `0 ${sectors} log-writes ${data} ${loopOf(writes)}`)
  mount(kind, '/dev/mapper/lw', DISK)
  const desk = await guestStation(`cuts ${kind} ${job.seed}`, DISK)
  await desk.pair(DISK, () => mark(desk, 'pairing'))
  mark(desk, 'paired')
  for (let n = 1; n <= 3; n++) {
    await desk.seal(1 + n, 4000 * n)
    const { said } = await desk.backup(DISK, marking(desk, String(n)))
    if (said !== 'done') throw new Error(`the workload was refused: ${said}`)
    mark(desk, `ack-${n}`)
  }
  unmount(DISK)
  run('dmsetup', 'remove', 'lw')
  const log = parseLog(readFileSync(writes))
  rmSync(writes)
  return { desk, base, log }
}

/** The image file that stands for the disk after the cut. */
class Replay {
  readonly #base: Uint8Array
  readonly #file = openSync('/mnt/cut.img', 'w+')
  readonly loop: string

  constructor(base: string) {
    this.#base = readFileSync(base)
    ftruncateSync(this.#file, this.#base.length)
    this.loop = loopOf('/mnt/cut.img')
  }

  /** @param torn of the last write, only so many bytes */
  make(writes: readonly Logged[], torn?: number): void {
    writeSync(this.#file, this.#base, 0, this.#base.length, 0)
    for (const [n, { at, data }] of writes.entries()) {
      const length = torn !== undefined && n === writes.length - 1 ? Math.min(torn, data.length) : data.length
      if (length > 0) writeSync(this.#file, data, 0, length, at)
    }
  }

  close(): void {
    closeSync(this.#file)
  }
}

/** The first entry that a cut after `upTo` entries may lose: all before was flushed. */
function flushedBefore(log: readonly Logged[], upTo: number): number {
  for (let n = upTo - 1; n >= 0; n--) if (log[n]?.isFlush === true) return n
  return 0
}

/** One look at the disk as it is now, in a mount of its own: what a look does to a torn file is nobody else's trouble. */
async function mounted(replay: Replay, work: () => Promise<string[]>, options?: string): Promise<string[]> {
  mount(kind, replay.loop, CUT, options)
  try {
    return await work()
  } finally {
    unmount(CUT)
  }
}

/** What is acknowledged by now is there, and stays there when a technician has the disk mended by stock tools. */
async function afterNext(replay: Replay, from: GuestStation, folder: string, n: number): Promise<string[]> {
  const again = '/mnt/again'
  cpSync(folder, again, { recursive: true })
  try {
    let next = await mounted(replay, () => nextBackup(again, from, CUT, `next ${n}`))
    if (next === TORN) tornFolders++
    // The stock repair marks the cluster as taken at first, and takes the folder away that has nothing in it when it is asked once more.
    for (let turn = 1; turn <= 2 && next === TORN; turn++) {
      repair(kind, replay.loop)
      rmSync(again, { recursive: true })
      cpSync(folder, again, { recursive: true })
      next = await mounted(replay, () => nextBackup(again, from, CUT, `repaired ${n} ${turn}`))
    }
    const sound = () => wrongNow(from.on, CUT)
    const wrong = await mounted(replay, sound, 'ro')
    repair(kind, replay.loop)
    const mended = await mounted(replay, async () => [
      ...(await lostSince(again, from, CUT, allSealed(again, from))),
      ...(await sound()),
    ])
    return [...next, ...wrong, ...mended.map((what) => `after the repair: ${what}`)]
  } finally {
    rmSync(again, { recursive: true })
  }
}

async function judged(
  desk: GuestStation,
  replay: Replay,
  marks: readonly string[],
  n: number,
): Promise<string[]> {
  const name = marks.at(-1)
  const moment = name === undefined ? undefined : moments.get(name)
  if (!moment || name === undefined) return mounted(replay, async () => [], 'ro')
  const lost = await mounted(replay, () => lostSince(moment.folder, desk, CUT, moment.sealed), 'ro')
  const isAcknowledged = marks.some((one) => one.startsWith('ack-'))
  const wrong = isAcknowledged ? await mounted(replay, () => wrongNow(desk.on, CUT), 'ro') : []
  return [...lost, ...wrong, ...(await afterNext(replay, desk, moment.folder, n))]
}

const { desk, base, log } = await workload()
const replay = new Replay(base)
const markAt = (wanted: string) => log.findIndex(({ mark: name }) => name === wanted)
const writesIn = (from: number, to: number) =>
  log.flatMap(({ data }, n) => (n > from && n < to && data.length > 0 ? [n] : []))
const pairing = writesIn(markAt('pairing'), markAt('paired'))
const places = writesIn(markAt('paired'), log.length)
tell({
  note: `${kind}: ${log.length} entries, ${pairing.length} writes of pairing, ${places.length} after it, ${log.filter((one) => one.isFlush).length} flushes, device ${statSync(base).size >> 20} MiB`,
})

/** As many of them as are asked for, evenly. */
function some(of: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(of.length / job.points))
  const from = below(step)
  return of.filter((_, at) => at % step === from)
}

let n = 0
let tornFolders = 0
for (const place of [...some(pairing), ...some(places)]) {
  const upTo = place + 1
  const done = log.slice(0, upTo)
  const marks = done.flatMap(({ mark: name }) => (name === undefined ? [] : [name]))
  const size = done.at(-1)?.data.length ?? 0
  const safe = flushedBefore(log, upTo)
  const kept = done.filter((one, i) => i < safe || one.isFua || below(2) === 0)
  const forms: [string, readonly Logged[], number?][] = [
    ['in order', done],
    ['torn', done, 512 * below(Math.max(1, size / 512))],
    ['reordered', kept],
  ]
  for (const [form, writes, torn] of forms) {
    const point = `${kind} cut ${form} at write ${upTo} of ${log.length}`
    try {
      replay.make(writes, torn)
      tell({ point, wrong: await judged(desk, replay, marks, n++) })
    } catch (error) {
      tell({ point, wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)] })
    }
  }
}
tell({
  note: `${kind}: ${tornFolders} points with a torn folder, refused in words; paired and backed up to after the repair`,
})
replay.close()
