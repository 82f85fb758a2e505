import { type ChildProcess, fork } from 'node:child_process'
import { Turns } from '../../../lib/turns.ts'
import type { ImageAnswer, ImageJob } from './image.worker.ts'

/** The image process died of a job, or took too long. */
export class ImageProcessDied extends Error {}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

const IDLE_MS = 60_000

/**
 * Runs jobs in a process that may die; the next job starts a new one. It does not keep its parent alive, and goes after a minute
 * without work. One job at a time, for the process has one core: one that takes longer than `timeoutMs` dies with its process, and no other with it.
 */
export class ImageProcess {
  readonly #timeoutMs: number
  readonly #idleMs: number
  readonly #turns = new Turns()
  readonly #waiting = new Map<number, Waiting>()
  #child: ChildProcess | undefined
  #idle: NodeJS.Timeout | undefined
  #next = 1

  constructor(timeoutMs = 15_000, idleMs = IDLE_MS) {
    this.#timeoutMs = timeoutMs
    this.#idleMs = idleMs
  }

  /** The process's id while there is one: for the test that kills it. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** @throws ImageProcessDied */
  run(job: ImageJob): Promise<unknown> {
    return this.#turns.take(() => this.#run(job))
  }

  async #run(job: ImageJob): Promise<unknown> {
    const child = (this.#child ??= this.#start())
    const id = this.#next++
    clearTimeout(this.#idle)
    const timer = setTimeout(() => child.kill('SIGKILL'), this.#timeoutMs)
    child.ref()
    child.channel?.ref()
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        child.send({ id, job }, (error) => {
          if (error) this.#died(child)
        })
      })
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) this.#rest(child)
    }
  }

  /** Ends the process now. */
  close(): void {
    clearTimeout(this.#idle)
    this.#child?.kill('SIGKILL')
  }

  #start(): ChildProcess {
    const child = fork(new URL('./image.worker.ts', import.meta.url), {
      serialization: 'advanced',
      // Nothing of our environment or options is its business; Windows finds its own libraries by this one.
      env: process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot },
      execArgv: ['--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', ({ id, result }: ImageAnswer) => this.#waiting.get(id)?.resolve(result))
    child.on('exit', () => this.#died(child))
    child.on('error', () => this.#died(child))
    return child
  }

  #rest(child: ChildProcess): void {
    child.unref()
    child.channel?.unref()
    this.#idle = setTimeout(() => {
      // A job that comes before it is gone must not die with it.
      if (this.#child === child) this.#child = undefined
      child.kill('SIGKILL')
    }, this.#idleMs)
    this.#idle.unref()
  }

  #died(child: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = undefined
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const one of waiting) one.reject(new ImageProcessDied())
  }
}
