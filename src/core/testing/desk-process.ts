import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { type Draft, draftSchema, type Sealed, sealedSchema } from '../../contract/enrolment.ts'

const CHILD = join(import.meta.dirname, 'desk-child.ts')

/** What a desk process has said so far. */
export interface Said {
  /** The last acknowledged state of the recording in work; undefined between two people. */
  readonly draft: Draft | undefined
  readonly sealed: readonly Sealed[]
  /** The act that was begun and is not acknowledged. */
  readonly under: string | null
  /** Acts that were acknowledged. */
  readonly acts: number
}

/** What a desk process has said once it says this line too. */
export function saidNext(before: Said, line: string): Said {
  const [, word, rest = ''] = /^(step|done) (.*)$/.exec(line) ?? []
  if (word === undefined) return before
  if (word === 'step') return { ...before, under: rest }
  const sealed = sealedSchema.safeParse(JSON.parse(rest))
  return {
    draft: sealed.success ? undefined : draftSchema.parse(JSON.parse(rest)),
    sealed: sealed.success ? [...before.sealed, sealed.data] : before.sealed,
    under: null,
    acts: before.acts + 1,
  }
}

export const NOTHING_SAID: Said = { draft: undefined, sealed: [], under: null, acts: 0 }

/** A process that records people (desk-child.ts), to be frozen and killed at any moment. */
export class DeskProcess {
  readonly #child: ChildProcess
  #said = NOTHING_SAID
  readonly #ended: Promise<unknown>

  /** @param acknowledged called after each act with what was said before it, and after it */
  constructor(args: readonly string[], acknowledged: (before: Said, after: Said) => void) {
    this.#child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#ended = once(this.#child, 'exit')
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      const before = this.#said
      this.#said = saidNext(before, line)
      if (this.#said.acts > before.acts) acknowledged(before, this.#said)
    })
  }

  get said(): Said {
    return this.#said
  }

  /** Until so many acts were acknowledged, and another one is begun. */
  async after(acts: number): Promise<void> {
    while (this.#said.under === null || this.#said.acts < acts) {
      if (this.#child.exitCode !== null) throw new Error(`desk process ended with ${this.#child.exitCode}`)
      await pause(1)
    }
  }

  /** Stops every thread of it where it is: its files are from here on what kill -9 would leave. Linux alone. */
  async freeze(): Promise<void> {
    const { pid } = this.#child
    this.#child.kill('SIGSTOP')
    const tasks = `/proc/${pid}/task`
    const state = (task: string) => /\) (\w) /.exec(readFileSync(join(tasks, task, 'stat'), 'utf8'))?.[1]
    while (!readdirSync(tasks).every((task) => state(task) === 'T')) await pause(1)
    // What it said before is in the pipe, and read now.
    for (let last = -1; last !== this.#said.acts; await pause(3)) last = this.#said.acts
  }

  thaw(): void {
    this.#child.kill('SIGCONT')
  }

  /** kill -9; also of a frozen one. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
    await pause(5)
  }
}
