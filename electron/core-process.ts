// Main process. Starts the core process and keeps it running. Plain Node: tests run it without Electron.
import type { ChildProcess } from 'node:child_process'
import type { CoreDownCode } from '../src/contract/shell.ts'
import type { FromCore, Start, ToCore } from '../src/core/process-messages.ts'

export type CoreState =
  | { readonly at: 'starting' | 'up' }
  | { readonly at: 'down'; readonly code: CoreDownCode }

export interface CoreProcessOptions {
  fork(): ChildProcess
  /** What the core is told first, once it is known. */
  readonly start: Promise<Start>
  /** Names of core files that are not as they were shipped; a core with any is not started. */
  damaged(): Promise<string[]>
  message(message: FromCore): void
  changed(state: CoreState): void
  log(text: string): void
}

/** How long after one, two, ... deaths in a row the next core is started, in milliseconds. */
const delays = [0, 250, 1000, 4000, 15_000] as const
/** A core that has been up this long died of something new: the count starts again. */
const STEADY_MS = 60_000
const FAILING_AFTER = 4
const QUIT_LIMIT_MS = 10_000

export class CoreProcess {
  readonly #options: CoreProcessOptions
  #child: ChildProcess | undefined
  #state: CoreState = { at: 'starting' }
  #deaths = 0
  #upSince: number | undefined
  #retry: NodeJS.Timeout | undefined
  #stopping = false

  constructor(options: CoreProcessOptions) {
    this.#options = options
  }

  get state(): CoreState {
    return this.#state
  }

  async launch(): Promise<void> {
    try {
      const damaged = await this.#options.damaged()
      if (damaged.length > 0) this.#refuse(`changed since it was shipped: ${damaged.join(', ')}`)
      else if (!this.#stopping) this.#fork()
    } catch (error) {
      this.#refuse(`its files could not be checked: ${String(error)}`)
    }
  }

  #refuse(why: string): void {
    this.#options.log(`the core is not started: ${why}`)
    this.#enter({ at: 'down', code: 'CORE-DAMAGED' })
  }

  /** Sends to a core that is up; what is meant for one that died is dropped, its page was told. */
  send(message: ToCore): void {
    if (this.#state.at === 'up' && this.#child?.connected) this.#child.send(message)
  }

  /** Asks the core to close the store and waits for its end, at most ten seconds. It is not started again. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#retry)
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    if (child.connected) child.send({ t: 'quit' } satisfies ToCore)
    const limit = setTimeout(() => child.kill('SIGKILL'), QUIT_LIMIT_MS)
    await ended
    clearTimeout(limit)
  }

  #fork(): void {
    const child = this.#options.fork()
    this.#child = child
    let gone = false
    const end = (how: string) => {
      if (gone) return
      gone = true
      this.#ended(how)
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`))
    child.on('message', (message) => this.#received(message as FromCore))
    void this.#greet(child)
  }

  async #greet(child: ChildProcess): Promise<void> {
    const start = await this.#options.start
    if (child.connected) child.send({ t: 'start', start } satisfies ToCore)
  }

  #received(message: FromCore): void {
    if (message.t !== 'ready') return this.#options.message(message)
    this.#upSince = performance.now()
    this.#enter({ at: 'up' })
  }

  #ended(how: string): void {
    if (this.#stopping) return
    const steady = this.#upSince !== undefined && performance.now() - this.#upSince > STEADY_MS
    this.#deaths = steady ? 1 : this.#deaths + 1
    this.#upSince = undefined
    const delay = delays[Math.min(this.#deaths, delays.length) - 1]
    this.#options.log(`the core ended (${how}); started again in ${delay} ms`)
    this.#enter({ at: 'down', code: this.#deaths > FAILING_AFTER ? 'CORE-FAILING' : 'CORE-RESTARTED' })
    this.#retry = setTimeout(() => this.#fork(), delay)
  }

  #enter(state: CoreState): void {
    this.#state = state
    this.#options.changed(state)
  }
}
