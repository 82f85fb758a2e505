// What the pages of cards, bags, sending and backups take of the core's one thread with 100,000 recordings, on a store just opened.
import { call } from '@orpc/server'
import { CARD_STATES } from '../../src/contract/printing.ts'
import { backupHandlers } from '../../src/core/backup/index.ts'
import { exportHandlers } from '../../src/core/export/index.ts'
import { ordersToCarry, printingHandlers } from '../../src/core/printing/index.ts'
import { openTestStation } from '../../src/core/testing/index.ts'
import { manyRows } from '../../src/core/testing/many-rows.ts'
import { uploadHandlers } from '../../src/core/upload/index.ts'
import { type BenchResult, median, result } from './result.ts'

const ROWS = Number(process.env['REKAM_BENCH_ROWS'] ?? 100_000)
/** Milliseconds: what nobody at the desk notices. */
const TARGET = 50
const ROUNDS = 9

export async function benchPages(): Promise<BenchResult[]> {
  const open = await openTestStation()
  try {
    await manyRows(open.station, ROWS)
    const { context } = open
    const pages: Record<string, () => unknown> = {
      sending: () => call(uploadHandlers.status, {}, { context }),
      bags: () => call(exportHandlers.bags, {}, { context }),
      'the next bag': () => call(exportHandlers.plan, {}, { context }),
      backups: () => call(backupHandlers.status, {}, { context }),
      'how many cards': () => call(printingHandlers.counts, {}, { context }),
      ...Object.fromEntries(
        CARD_STATES.map((state) => [
          `cards, ${state}`,
          () => call(printingHandlers.list, { state }, { context }),
        ]),
      ),
      'cards of a name': () => call(printingHandlers.list, { state: 'ordered', text: 'KE-9' }, { context }),
      'what a bag says of cards': () => ordersToCarry(open.station),
    }
    const results: BenchResult[] = []
    for (const [name, ask] of Object.entries(pages)) {
      const times: number[] = []
      for (let n = 0; n < ROUNDS; n++) {
        open.reopen()
        const began = performance.now()
        await ask()
        times.push(performance.now() - began)
      }
      const slowest = Math.max(...times).toFixed(1)
      results.push(
        result(`page, ${ROWS} recordings: ${name}, ms`, median(times), TARGET, `at most ${slowest} ms`),
      )
    }
    return results
  } finally {
    await open.close()
  }
}
