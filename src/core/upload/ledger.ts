import type { WriteDb, WriteTx } from '../db/handles.ts'

type Entry = (tx: WriteTx) => void

/** A note that nobody waits for goes with the next entry, or by itself after this long. */
const NOTE_MS = 400

/** What is not urgent waits so long, or for so many: each flush stops the station's thread for some milliseconds. */
const TOGETHER_MS = 100
const TOGETHER = 16

/** What a round writes down: entries that come together are flushed together. */
export class Ledger {
  readonly #write: WriteDb
  #notes: Entry[] = []
  #waiting: { entry: Entry; done: () => void; failed: (error: unknown) => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #together: NodeJS.Timeout | undefined
  #flushing = false

  constructor(write: WriteDb) {
    this.#write = write
  }

  /** Durable when it resolves. An entry that throws takes those with it that came together with it: it judges before it writes. */
  enter(entry: Entry): Promise<void> {
    const entered = this.#add(entry)
    this.#go()
    return entered
  }

  /** As `enter`, with others that come within a moment: for what comes in rows, and may be asked for again where the process dies before. */
  enterLater(entry: Entry): Promise<void> {
    const entered = this.#add(entry)
    if (this.#waiting.length >= TOGETHER) this.#go()
    else this.#together ??= setTimeout(() => this.#go(), TOGETHER_MS)
    return entered
  }

  /** For people who watch: of no weight when the process dies before. */
  note(entry: Entry): void {
    this.#notes.push(entry)
    this.#timer ??= setTimeout(() => void this.enter(() => {}).catch(() => {}), NOTE_MS)
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (this.#notes.length + this.#waiting.length > 0) await this.enter(() => {})
    clearTimeout(this.#timer)
  }

  #add(entry: Entry): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entry, done, failed })
    })
  }

  #go(): void {
    if (!this.#flushing) void this.#flush()
  }

  async #flush(): Promise<void> {
    this.#flushing = true
    // Those that are ready at the same moment come into one flush.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const [notes, waiting] = [this.#notes, this.#waiting]
      this.#notes = []
      this.#waiting = []
      clearTimeout(this.#timer)
      clearTimeout(this.#together)
      this.#timer = undefined
      this.#together = undefined
      try {
        await this.#write.transaction((tx) => {
          for (const note of notes) note(tx)
          for (const { entry } of waiting) entry(tx)
        })
        for (const { done } of waiting) done()
      } catch (error) {
        for (const { failed } of waiting) failed(error)
      }
    }
    this.#flushing = false
  }
}
