// A whole recording in the real window with the simulated scanner (issue: speed of the desk): seconds of machine and keys, and each step change.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { buildAll } from '../build.ts'
import { countKeys } from '../e2e/count-keys.ts'
import { launch } from '../e2e/launch.ts'
import { record, unlock } from '../e2e/operator.ts'
import { scannerStation } from '../e2e/scanner-station.ts'
import { type BenchResult, median, result } from './result.ts'

const PEOPLE = 5
/** Seconds of a whole recording, and milliseconds of a step change. */
const WHOLE = 90
const CHANGE = 100

interface Change {
  readonly to: string
  /** Milliseconds from the key to the frame that shows the next step. */
  readonly took: number
}

/**
 * Notes in the page, for each F10 after which another heading stands, how long it took from the key until that was painted. The page hears of the
 * key before this does, and may have changed by then: which key it was is only asked once it is painted.
 */
async function watchSteps(window: Page): Promise<() => Promise<Change[]>> {
  await window.evaluate(() => {
    const changes: Change[] = []
    const pressed: number[] = []
    Object.assign(globalThis, { changes })
    const heading = () => document.querySelector('main h1')?.textContent ?? ''
    let last = heading()
    addEventListener('keydown', ({ key, timeStamp }) => key === 'F10' && pressed.push(timeStamp), true)
    new MutationObserver(() => {
      const to = heading()
      if (to === last) return
      last = to
      const seen = performance.now()
      const painted = () => {
        const now = performance.now()
        const from = pressed.findLast((at) => at <= seen)
        if (from !== undefined) changes.push({ to, took: now - from })
      }
      requestAnimationFrame(() => setTimeout(painted))
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => window.evaluate(() => (globalThis as unknown as { changes: Change[] }).changes.splice(0))
}

/** The value that so many of a hundred are within. */
function within(percent: number, values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1] ?? NaN
}

const STEPS = new Set([
  'Pas foto',
  'Tanda tangan',
  'Sidik jari',
  'Iris mata',
  'Dokumen',
  'Telunjuk kedua kali',
  'Tinjau dan segel',
])

export async function benchDesk(): Promise<BenchResult[]> {
  await buildAll()
  const home = mkdtempSync(path.join(tmpdir(), 'rekam-bench-'))
  const at = (...parts: string[]) => path.join(home, ...parts)
  const scanner = await scannerStation(home)
  try {
    const opened = await launch({ station: at('station'), args: [`--matcher=${scanner.control}`] })
    try {
      const { window } = opened
      const keys = countKeys(window)
      await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
      const changed = await watchSteps(window)
      const whole: { strokes: number; seconds: number }[] = []
      const changes: Change[] = []
      for (let person = 0; person < PEOPLE; person++) {
        keys.lap()
        await record(window, { biodata: sampleBiodata(10 + person), village: 'Paruga' })
        whole.push(keys.lap())
        changes.push(...(await changed()).filter(({ to }) => STEPS.has(to)))
      }
      const bySteps = [...STEPS].map((to) => ({
        to,
        took: median(changes.filter((change) => change.to === to).map(({ took }) => took)),
      }))
      const slowest = bySteps.toSorted((a, b) => b.took - a.took)[0]!
      const seconds = median(whole.map((one) => one.seconds))
      const strokes = median(whole.map((one) => one.strokes))
      return [
        result(
          'a whole recording by the keyboard / 90 s',
          seconds / WHOLE,
          1,
          `${seconds.toFixed(1)} s of machine and keys, ${strokes} key strokes, median of ${PEOPLE}`,
        ),
        result(
          'the slowest step change / 100 ms',
          slowest.took / CHANGE,
          1,
          `${bySteps.map(({ to, took }) => `${to} ${took.toFixed(0)} ms`).join(', ')}, medians of ${PEOPLE}; 95 of 100 of all ${changes.length} within ${within(
            95,
            changes.map(({ took }) => took),
          ).toFixed(0)} ms`,
        ),
      ]
    } finally {
      await opened.close()
    }
  } finally {
    await scanner[Symbol.asyncDispose]()
  }
}
