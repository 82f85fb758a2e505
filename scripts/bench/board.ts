// What the board, the lists behind its figures and the day's lists take of the core's one thread with 200,000 recordings, on a store just
// opened; and the board against counting its figures of copies row by row. The list of residents is a base of its own, and no figure asks it.
import { call } from '@orpc/server'
import { SHOWN } from '../../src/contract/enrolment.ts'
import { boardHandlers } from '../../src/core/board/index.ts'
import { disksHolding, enrolmentHandlers, provenWithin } from '../../src/core/enrolment/index.ts'
import { openTestStation } from '../../src/core/testing/index.ts'
import { manyRows } from '../../src/core/testing/many-rows.ts'
import { type BenchResult, median, result } from './result.ts'

const ROWS = Number(process.env['REKAM_BENCH_ROWS'] ?? 200_000)
/** Milliseconds, by the issue. */
const TARGET = 50
const ROUNDS = 9

export async function benchBoard(): Promise<BenchResult[]> {
  const open = await openTestStation()
  try {
    await manyRows(open.station, ROWS)
    const { context } = open
    const asked: Record<string, () => unknown> = {
      'the board': () => call(boardHandlers.show, {}, { context }),
      'the lists of the day': () => call(boardHandlers.checklist, {}, { context }),
      ...Object.fromEntries(
        SHOWN.map((show) => [`list, ${show}`, () => call(enrolmentHandlers.list, { show }, { context })]),
      ),
      'list, a status and an age': () =>
        call(enrolmentHandlers.list, { status: 'PRINT_READY_RECORD', age: 'old' }, { context }),
    }
    const results: BenchResult[] = []
    for (const [name, ask] of Object.entries(asked)) {
      const times: number[] = []
      const cpu: number[] = []
      for (let n = 0; n < ROUNDS; n++) {
        open.reopen()
        const began = performance.now()
        const used = process.cpuUsage()
        await ask()
        const { user, system } = process.cpuUsage(used)
        cpu.push((user + system) / 1000)
        times.push(performance.now() - began)
      }
      const slowest = Math.max(...times).toFixed(1)
      results.push(
        result(
          `${name}, ${ROWS} recordings, ms`,
          median(times),
          TARGET,
          `at most ${slowest} ms; processor ${median(cpu).toFixed(1)} ms`,
        ),
      )
    }
    const began = performance.now()
    open.station.read.get(
      `SELECT sum(n = 0), sum(n = 1), sum(n > 1) FROM (SELECT ${disksHolding('r.id', provenWithin(open.station))} AS n
       FROM recording r WHERE r.kind = 'recording')`,
    )
    const counting = performance.now() - began
    const board = results[0]!.ratio
    results.push(
      result(
        'the board against counting its copies alone',
        board / counting,
        1,
        `${board.toFixed(1)} ms to ${counting.toFixed(0)} ms`,
      ),
    )
    return results
  } finally {
    await open.close()
  }
}
