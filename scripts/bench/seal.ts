// Sealing a 2 MB packet against writing 2 MB with the same number of fsyncs (issue: speed).
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { sealDraft } from '../../src/core/enrolment/seal/seal.ts'
import { blockingFs } from '../../src/lib/durable-fs.ts'
import { replaceDurably } from '../../src/lib/write-durably.ts'
import { type BenchResult, median, result } from './result.ts'
import { openTestStation, quickDraft } from '../../src/core/testing/index.ts'

const BYTES = 2 * 2 ** 20
const ROUNDS = 60
const WARM = 10
const TARGET = 2.5
const REST_MS = 50

/**
 * What a seal makes durable, as strace counts it: 9 fsyncs. The reservation (2: the WAL's new header and the commit), the packet (file
 * and folder), the signature (file and folder), the record (1), the checkpoint (2: WAL and store).
 */
const STORE_FSYNCS = [2, 1, 2]
const SIGNATURE_BYTES = 350

/** The same writing without sealing, proving or recording anything: 2 MB, the same calls on files, the same nine fsyncs. */
async function writeOnly(folder: string, log: number, n: number, bytes: Uint8Array): Promise<void> {
  const append = (times: number) => {
    for (let i = 0; i < times; i++) {
      writeSync(log, bytes, 0, 4096)
      fsyncSync(log)
    }
  }
  const [before, record, checkpoint] = STORE_FSYNCS as [number, number, number]
  append(before)
  await replaceDurably(join(folder, `${n}`), bytes, { fs: blockingFs })
  await replaceDurably(join(folder, `${n}.minisig`), bytes.subarray(0, SIGNATURE_BYTES), { fs: blockingFs })
  append(record + checkpoint)
}

/** After a rest: what was put aside before (garbage, dirty pages of the draft's own saving) is not what is measured. */
async function timed(work: () => unknown): Promise<number> {
  await setTimeout(REST_MS)
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Alternates sealing and writing in the same minute, and compares the medians. */
export async function benchSeal(): Promise<BenchResult> {
  const open = await openTestStation()
  try {
    const folder = join(open.folder, 'by-hand')
    mkdirSync(folder)
    const log = openSync(join(folder, 'log'), 'wx')
    const bytes = randomBytes(BYTES)
    const seals: number[] = []
    const writes: number[] = []
    for (let n = 1; n <= WARM + ROUNDS; n++) {
      const id = await quickDraft(open.station, n, BYTES)
      open.station.checkpoint()
      seals.push(await timed(() => sealDraft(open.station, id)))
      writes.push(await timed(() => writeOnly(folder, log, n, bytes)))
    }
    closeSync(log)
    const [seal, write] = [median(seals.slice(WARM)), median(writes.slice(WARM))]
    const detail = `${seal.toFixed(1)} ms to seal, ${write.toFixed(1)} ms to write, medians of ${ROUNDS}`
    return result('seal 2 MB / write 2 MB with as many fsyncs', seal / write, TARGET, detail)
  } finally {
    await open.close()
  }
}

if (import.meta.main) {
  const { name, ratio, target, ok, detail } = await benchSeal()
  process.stdout.write(`${name}: ${ratio.toFixed(2)} (at most ${target}) ${detail}\n`)
  process.exitCode = ok ? 0 : 1
}
