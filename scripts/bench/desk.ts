// A whole recording in the real window with the simulated scanner (issue: speed of the desk): seconds of machine and keys, and each step change.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { buildAll } from '../build.ts'
import { countKeys } from '../e2e/count-keys.ts'
import { newProfile } from '../e2e/dinas-profile.ts'
import { launch } from '../e2e/launch.ts'
import { record, unlock } from '../e2e/operator.ts'
import { rekam, sbiSimulator } from '../e2e/rekam.ts'
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

/** Notes in the page, for each F10 after which another heading stands, how long it took until that was painted. */
async function watchSteps(window: Page): Promise<() => Promise<Change[]>> {
  await window.evaluate(() => {
    const changes: Change[] = []
    Object.assign(globalThis, { changes })
    const heading = () => document.querySelector('main h1')?.textContent ?? ''
    let [pressed, last] = [Infinity, heading()]
    addEventListener('keydown', ({ key }) => key === 'F10' && (pressed = performance.now()), true)
    new MutationObserver(() => {
      const to = heading()
      if (to === last) return
      last = to
      const from = pressed
      requestAnimationFrame(() => setTimeout(() => changes.push({ to, took: performance.now() - from })))
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => window.evaluate(() => (globalThis as unknown as { changes: Change[] }).changes.splice(0))
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
  const scanner = await sbiSimulator(at('alat'))
  try {
    await rekam('init', '--demo', '--station', at('station'))
    const root = readFileSync(at('alat', 'root.der')).toString('base64')
    await newProfile(home, 50, (profile) => ({
      ...profile,
      devices: { sbiPorts: [scanner.port, scanner.port], anchors: [root] },
    }))
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
          bySteps.map(({ to, took }) => `${to} ${took.toFixed(0)} ms`).join(', '),
        ),
      ]
    } finally {
      await opened.close()
    }
  } finally {
    await scanner[Symbol.asyncDispose]()
    rmSync(home, { recursive: true, force: true })
  }
}
