import { spawn } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from '../electron-runtime/places.mjs'

/** One program to be run, and what it is for. */
export interface Step {
  readonly name: string
  /** A program of the packages, by its name. */
  readonly program: string
  readonly args: readonly string[]
}

export interface StepResult {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
  readonly output: string
}

/** Runs a step with the packages' programs first on the PATH. What it prints is kept, and shown while it runs if asked. */
export function runStep({ name, program, args }: Step, show = false): Promise<StepResult> {
  const began = performance.now()
  const bin = path.join(projectRoot, 'node_modules', '.bin')
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}`, FORCE_COLOR: '0' }
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: projectRoot, env, shell: process.platform === 'win32' })
    const output: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        output.push(bytes)
        if (show) process.stdout.write(bytes)
      })
    }
    const end = (passed: boolean, words: string) =>
      resolve({ name, passed, seconds: (performance.now() - began) / 1000, output: words })
    child.once('error', (error) => end(false, error.message))
    child.once('close', (code) => end(code === 0, Buffer.concat(output).toString()))
  })
}

/** Runs steps, two at a time, and says of each how it went; of one that failed, all that it printed. */
export async function runSteps(steps: readonly Step[]): Promise<StepResult[]> {
  const waiting = [...steps]
  const results: StepResult[] = []
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step)
      results.push(result)
      process.stdout.write(
        `${result.passed ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)\n`,
      )
      if (!result.passed) process.stdout.write(`${result.output.trimEnd()}\n`)
    }
  }
  await Promise.all([work(), work()])
  return results
}
