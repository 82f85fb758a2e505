import type { WriteDb, WriteTx } from '../db/handles.ts'

type Entry = (tx: WriteTx) => void

/** A note that nobody waits for goes with the next entry, or by itself after this long. */
const NOTE_MS = 400

/** What a round writes down: entries that come together are flushed together. */
export class Ledger {
  readonly #write: WriteDb
  #notes: Entry[] = []
  #waiting: { entry: Entry; done: () => void; failed: (error: unknown) => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing = false

  constructor(write: WriteDb) {
    this.#write = write
  }

  /** Durable when it resolves. An entry that throws takes those with it that came together with it: it judges before it writes. */
  enter(entry: Entry): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entry, done, failed })
      if (!this.#flushing) void this.#flush()
    })
  }

  /** For people who watch: of no weight when the process dies before. */
  note(entry: Entry): void {
    this.#notes.push(entry)
    this.#timer ??= setTimeout(() => void this.enter(() => {}).catch(() => {}), NOTE_MS)
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (this.#notes.length > 0) await this.enter(() => {})
    clearTimeout(this.#timer)
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
      this.#timer = undefined
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
