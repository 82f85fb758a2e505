// What the queue decides with 100,000 recordings waiting: what goes next, how many wait, whether to propose an export (issue: speed).
import type { Station } from '../../src/core/station.ts'
import { nextPackets } from '../../src/core/upload/pending.ts'
import { uploadStatus } from '../../src/core/upload/status.ts'
import { openTestStation, seedRecordings } from '../../src/core/testing/index.ts'
import { type BenchResult, median, result } from './result.ts'

const PENDING = Number(process.env['REKAM_BENCH_PENDING'] ?? 100_000)
/** Milliseconds of one decision; of all that the page of sending shows. */
const TARGET = 5
const PAGE = 50
const ROUNDS = 15
/** As the queue gathers an announcement. */
const STEP = 40

/** A hundred thousand rows after one real recording, written as rows: the queue reads nothing else. */
async function fill(open: Awaited<ReturnType<typeof openTestStation>>): Promise<void> {
  const [id] = await seedRecordings(open.station, 1)
  const columns = `epoch, seq + n, kind, supersedes, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof`
  await open.station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO recording (id, epoch, seq, kind, supersedes, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < ?)
       SELECT lower(hex(randomblob(13))), ${columns} FROM r, recording WHERE id = ?`,
      [PENDING - 1, id!],
    )
    tx.run(
      `INSERT INTO recording_status (recording, status, at, attempt)
       SELECT id, 'BIO_CAPTURED', sealed_at, 1 FROM recording WHERE id <> ? ORDER BY seq`,
      [id!],
    )
  })
}

/** Fastest and slowest tell of the machine; the middle is the figure. */
export async function benchQueue(): Promise<BenchResult[]> {
  const open = await openTestStation()
  try {
    await fill(open)
    open.station.checkpoint()
    const decisions: Record<string, (station: Station) => unknown> = {
      'what goes next': ({ read }) =>
        nextPackets(read, { site: 'mmu', after: 0, limit: 1, now: new Date().toISOString() }),
      'the next step of an announcement': ({ read }) =>
        nextPackets(read, { site: 'mmu', after: 50_000, limit: STEP, now: new Date().toISOString() }),
      'the page': (station) => uploadStatus(station),
    }
    const results: BenchResult[] = []
    for (const [name, decide] of Object.entries(decisions)) {
      const cold: number[] = []
      const warm: number[] = []
      for (let n = 0; n < ROUNDS; n++) {
        const station = open.reopen()
        const timed = (into: number[]) => {
          const began = performance.now()
          decide(station)
          into.push(performance.now() - began)
        }
        timed(cold)
        timed(warm)
      }
      const spread = (list: number[]) => list.toSorted((a, b) => a - b).map((ms) => ms.toFixed(1))
      results.push(
        result(
          `queue, ${PENDING} waiting, a store just opened: ${name}, ms`,
          median(cold),
          name === 'the page' ? PAGE : TARGET,
          `${spread(cold)[0]} to ${spread(cold).at(-1)} ms; asked again ${median(warm).toFixed(2)} ms`,
        ),
      )
    }
    return results
  } finally {
    await open.close()
  }
}

if (import.meta.main) {
  for (const { name, ratio, detail } of await benchQueue())
    process.stdout.write(`${name}: ${ratio.toFixed(2)} ${detail}\n`)
}
