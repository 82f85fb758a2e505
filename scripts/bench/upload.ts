// Upload of packets over loopback against `curl -T` into a receiver that flushes too (issue: speed).
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { packetPath } from '../../src/core/enrolment/index.ts'
import { openTestStation, seedRecordings, type TestStation } from '../../src/core/testing/index.ts'
import { siteFolderOf } from '../../src/core/upload/testing/sites.ts'
import { hex } from '../../src/lib/bytes.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { bundleCore } from '../build/core.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { type BenchResult, result } from './result.ts'

/** Packets of 2 MB; REKAM_BENCH_UPLOADS=1000 is the issue's own number. */
const PACKETS = Number(process.env['REKAM_BENCH_UPLOADS'] ?? 200)
const BYTES = 2 << 20
const ROUNDS = 5
const TARGET = 1.5
/** Of node, for the processes of our side: `REKAM_BENCH_PROFILE=--cpu-prof` writes where the time goes. */
const PROFILED = (process.env['REKAM_BENCH_PROFILE'] ?? '').split(' ').filter((flag) => flag !== '')
/** Sent before the clock runs, on both sides: programs start once in a day. */
const WARM = 5

/** A process that says when it listens. */
async function started(args: readonly string[]): Promise<{ pid: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [...PROFILED, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return {
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** One curl for all files, over one connection that stays open, as it does by itself; they are kept as numbers from `first` on. */
async function curl(dir: string, files: readonly string[], port: number, first: number): Promise<void> {
  const config = join(dir, 'curl.txt')
  const entries = files.map(
    (file, n) =>
      `upload-file = "${file}"\nurl = "http://127.0.0.1:${port}/${first + n}"\noutput = "/dev/null"\n`,
  )
  writeFileSync(config, entries.join(''))
  const child = spawn('curl', ['-sS', '--fail', '--config', config], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`curl ended with ${code}`)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Processor time that a process took so far, in ms: of what a busy machine does it says less than the clock. */
function busyOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function make(open: TestStation, count: number): Promise<string[]> {
  const { last } = open.station.read.get<{ last: number }>(
    'SELECT coalesce(max(seq), 0) AS last FROM recording',
  )!
  const ids = await seedRecordings(open.station, count, { bytes: BYTES, from: last + 1 })
  const at = open.ports.now().toISOString()
  return ids.map((id) => packetPath(open.station, id, at))
}

interface Round {
  readonly ms: number
  readonly received: number
  /** The most memory of the station's process so far. */
  readonly mb: number
}

/** The station as it ships, in a process of its own; answers what a round of it took. */
async function stationProcess(
  open: TestStation,
): Promise<{ pid: number; round(): Promise<Round>; stop(): Promise<void> }> {
  const folder = join(projectRoot, 'out', 'bench-upload')
  rmSync(folder, { recursive: true, force: true })
  await bundleCore(projectRoot, folder, { station: join(import.meta.dirname, 'upload-station.ts') })
  const args = [join(folder, 'station.mjs'), open.folder, hex(open.station.keys.store)]
  const child = spawn(process.execPath, [...PROFILED, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    pid: child.pid!,
    async round() {
      child.stdin.write('\n')
      return JSON.parse((await lines.next()).value ?? '') as Round
    },
    async stop() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** Sums over the rounds, so that both sides bear the same minutes of the machine. */
export async function benchUpload(): Promise<BenchResult[]> {
  const [port, plain] = [await freePort(), await freePort()]
  const nowhere = await freePort()
  const open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${port}`, batam: `http://127.0.0.1:${nowhere}` },
  })
  const kept = open.temp('kept')
  const receiver = await started([join(import.meta.dirname, 'upload-receiver.ts'), String(plain), kept])
  const serving = ['datacenter', '--site', 'mmu', '--dir', siteFolderOf(open, 'mmu'), '--port', String(port)]
  const site = await started([join(projectRoot, 'src/datacenter/cli.ts'), ...serving])
  const station = await stationProcess(open)
  try {
    await curl(open.temp('curl'), await make(open, WARM), plain, 0)
    const first = await station.round()
    const memory = [first.mb]
    const ratios: number[] = []
    let [ours, peer] = [0, 0]
    const pids = { site: site.pid, station: station.pid, receiver: receiver.pid }
    const before = Object.entries(pids).map(([name, pid]) => ({ name, pid, ms: busyOf(pid) }))
    for (let round = 0; round < ROUNDS; round++) {
      const files = await make(open, PACKETS / ROUNDS)
      const number = WARM + round * files.length
      const curled = await seconds(() => curl(open.temp('curl'), files, plain, number))
      const { ms, received, mb } = await station.round()
      const alike = files.filter(
        (file, n) => statSync(join(kept, String(number + n))).size === statSync(file).size,
      )
      if (received !== files.length || alike.length < files.length)
        throw new Error(`${received} received, ${alike.length} kept`)
      ours += ms / 1000
      peer += curled
      ratios.push(ms / 1000 / curled)
      memory.push(mb)
    }
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ')
    const busy = before.map(({ name, pid, ms }) => `${name} ${((busyOf(pid) - ms) / PACKETS).toFixed(1)}`)
    const detail =
      `${PACKETS} packets of 2 MB: ${ours.toFixed(1)} s, curl ${peer.toFixed(1)} s; rounds ${each}; ` +
      `processor ms per packet: ${busy.join(', ')}`
    const most = memory.map((mb) => mb.toFixed(0)).join(', ')
    return [
      result('upload with receipts / curl -T into a receiver that flushes', ours / peer, TARGET, detail),
      result(
        'memory of the station that uploads, of 300 MB',
        memory.at(-1)! / 300,
        1,
        `${most} MB after each round`,
      ),
    ]
  } finally {
    await station.stop()
    await site.stop()
    await receiver.stop()
    await open.close()
  }
}

if (import.meta.main) {
  for (const { name, ratio, target, detail } of await benchUpload())
    process.stdout.write(`${name}: ${ratio.toFixed(2)} (at most ${target.toFixed(2)}) ${detail}\n`)
}
