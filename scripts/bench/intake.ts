// Intake of a bag against SHA-256 and BLAKE2b in one pass over the same files; the durable copy is timed apart (issue: speed).
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { intake } from '../../src/datacenter/intake.ts'
import { openSite } from '../../src/datacenter/open-site.ts'
import { bagOf } from '../../src/datacenter/testing/bag.ts'
import { Sender } from '../../src/datacenter/testing/sender.ts'
import { siteFolder } from '../../src/datacenter/testing/site-folder.ts'
import { Crew } from '../../src/lib/crew.ts'
import { createForBatch, ensureDirDurably } from '../../src/lib/write-durably.ts'
import { type BenchResult, result } from './result.ts'

/** Packets and bytes of each; REKAM_BENCH_PACKETS=10000 is the issue's own number. */
const PACKETS = Number(process.env['REKAM_BENCH_PACKETS'] ?? 300)
const BYTES = 1 << 20
/** At least 0.6 of the peer's speed. */
const TARGET = 1 / 0.6

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function* packetsOf(sender: Sender, count: number) {
  for (let n = 0; n < count; n++) yield sender.seal(BYTES)
}

export async function benchIntake(): Promise<BenchResult> {
  const dir = siteFolder()
  const base = dirname(dir)
  try {
    const drive = join(base, 'drive')
    const copies = join(base, 'copies')
    for (const folder of [drive, copies]) mkdirSync(folder)
    const sender = new Sender(1)
    const bag = (sequence: number, count: number) =>
      bagOf(sender, { drive, packets: packetsOf(sender, count), sequence })
    const small = await bag(1, 4)
    const folder = await bag(2, PACKETS)
    const data = join(folder, 'data')
    const files = readdirSync(data)
    const hashed = await timed(async () => {
      for (const name of files) {
        const bytes = readFileSync(join(data, name))
        createHash('sha256').update(bytes).digest()
        createHash('blake2b512').update(bytes).digest()
      }
    })
    // As the intake writes: several at once, their names durable together.
    const copied = await timed(async () => {
      const crew = new Crew({ tasks: 8, bytes: 96 << 20 })
      for (const name of files) {
        await crew.start(0, async () => {
          await createForBatch(join(copies, name), await readFile(join(data, name)))
        })
      }
      await crew.end()
      await ensureDirDurably(copies, { root: base })
    })
    const site = await openSite(dir, 'mmu')
    // Threads start once in a day, not once in a bag.
    await intake(site, small, drive)
    const held = { before: process.memoryUsage.rss(), most: 0 }
    const watch = setInterval(() => (held.most = Math.max(held.most, process.memoryUsage.rss())), 100)
    const taken = await timed(() => intake(site, folder, drive))
    clearInterval(watch)
    await site.close()
    const megabytes = files.reduce((sum, name) => sum + statSync(join(data, name)).size, 0) / 1e6
    const detail =
      `${PACKETS} packets, ${megabytes.toFixed(0)} MB: intake ${taken.toFixed(0)} ms, of it durable copy ${copied.toFixed(0)} ms; ` +
      `hashes ${hashed.toFixed(0)} ms, with the copy ${(taken / hashed).toFixed(2)} of them; memory ${(held.before / 1e6).toFixed(0)} MB before, at most ${(held.most / 1e6).toFixed(0)} MB while it is taken`
    return result(
      'intake without the durable copy / SHA-256 and BLAKE2b',
      (taken - copied) / hashed,
      TARGET,
      detail,
    )
  } finally {
    rmSync(base, { recursive: true })
  }
}

if (import.meta.main) {
  const { name, ratio, target, ok, detail } = await benchIntake()
  process.stdout.write(`${name}: ${ratio.toFixed(2)} (at most ${target.toFixed(2)}) ${detail}\n`)
  process.exitCode = ok ? 0 : 1
}
