// Upload of packets over loopback against `curl -T` into a receiver that flushes too (issue: speed).
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { packetPath } from '../../src/core/enrolment/index.ts'
import { openTestStation, type TestStation } from '../../src/core/testing/index.ts'
import { freePort, sealed, siteFolderOf } from '../../src/core/upload/testing/sites.ts'
import { uploadOnce } from '../../src/core/upload/upload.ts'
import { type BenchResult, result } from './result.ts'

/** Packets of 2 MB; REKAM_BENCH_UPLOADS=1000 is the issue's own number. */
const PACKETS = Number(process.env['REKAM_BENCH_UPLOADS'] ?? 200)
const BYTES = 2 << 20
const TARGET = 1.5
/** Sent before the clock runs, on both sides: programs start once in a day. */
const WARM = 5

/** A process that says when it listens. */
async function started(args: readonly string[]): Promise<{ stop(): Promise<void> }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return {
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** One curl for all files, over one connection that stays open, as it does by itself. */
async function curl(dir: string, files: readonly string[], port: number): Promise<void> {
  const config = join(dir, 'curl.txt')
  const entries = files.map(
    (file, n) => `upload-file = "${file}"\nurl = "http://127.0.0.1:${port}/${n}"\noutput = "/dev/null"\n`,
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

/** What the station's process holds while it sends: flat means that the second half needs no more than the first. */
class MemoryWatch {
  readonly #samples: number[] = []
  readonly #timer = setInterval(() => this.#samples.push(process.memoryUsage.rss()), 50)

  end(): string {
    clearInterval(this.#timer)
    const half = this.#samples.length >> 1
    const most = (samples: number[]) => Math.round(Math.max(...samples, 0) / 1e6)
    const [first, second] = [most(this.#samples.slice(0, half)), most(this.#samples.slice(half))]
    return `memory at most ${first} MB in the first half, ${second} MB in the second`
  }
}

async function make(open: TestStation, count: number): Promise<string[]> {
  const files: string[] = []
  for (let n = 0; n < count; n++) {
    const at = open.ports.now().toISOString()
    files.push(packetPath(open.station, await sealed(open, BYTES), at))
  }
  return files
}

export async function benchUpload(): Promise<BenchResult> {
  const [port, plain] = [await freePort(), await freePort()]
  const nowhere = await freePort()
  const open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${port}`, batam: `http://127.0.0.1:${nowhere}` },
  })
  const kept = open.temp('kept')
  const dir = siteFolderOf(open, 'mmu')
  const root = join(import.meta.dirname, '../..')
  const receiver = await started([join(import.meta.dirname, 'upload-receiver.ts'), String(plain), kept])
  const site = await started([
    join(root, 'src/datacenter/cli.ts'),
    'datacenter',
    '--site',
    'mmu',
    '--dir',
    dir,
    '--port',
    String(port),
  ])
  try {
    const warm = await make(open, WARM)
    await uploadOnce(open.station)
    await curl(open.temp('curl'), warm, plain)
    const files = await make(open, PACKETS)
    const peer = await seconds(() => curl(open.temp('curl'), files, plain))
    let received = 0
    const memory = new MemoryWatch()
    const ours = await seconds(async () => {
      received = (await uploadOnce(open.station)).received
    })
    const held = memory.end()
    const alike = readdirSync(kept).filter((name) => readFileSync(join(kept, name)).length > BYTES)
    if (received !== PACKETS || alike.length !== PACKETS)
      throw new Error(`${received} received, ${alike.length} kept`)
    return result(
      'upload with receipts / curl -T into a receiver that flushes',
      ours / peer,
      TARGET,
      `${PACKETS} packets of 2 MB: ${ours.toFixed(1)} s, curl ${peer.toFixed(1)} s; ${held}`,
    )
  } finally {
    await site.stop()
    await receiver.stop()
    await open.close()
  }
}

if (import.meta.main) {
  const { name, ratio, target, ok, detail } = await benchUpload()
  process.stdout.write(`${name}: ${ratio.toFixed(2)} (at most ${target.toFixed(2)}) ${detail}\n`)
  process.exitCode = ok ? 0 : 1
}
