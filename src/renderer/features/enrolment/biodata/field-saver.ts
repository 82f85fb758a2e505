/** How one field stands between the keyboard and the disk. */
export type FieldState = 'saving' | 'saved' | 'failed'

export interface SaverState {
  readonly fields: Readonly<Record<string, FieldState>>
  /** What the last failed save threw; null once everything is saved again. */
  readonly error: unknown
}

type Values = Record<string, string>

/**
 * Saves fields as they are typed: a field that stands still for a moment is sent, one at a time and in order, and what
 * could not be saved is kept and sent again with the next change or `flush`. Nothing that was typed is ever dropped.
 */
export class FieldSaver {
  readonly #send: (fields: Values) => Promise<void>
  readonly #delay: number
  readonly #listeners = new Set<() => void>()
  #waiting: Values = {}
  /** On its way now. */
  #batch: Values = {}
  #state: SaverState = { fields: {}, error: null }
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> | null = null

  constructor(send: (fields: Values) => Promise<void>, delay = 400) {
    this.#send = send
    this.#delay = delay
  }

  /** Takes what was typed; it is on its way to the disk at the latest after the delay. */
  change(field: string, value: string): void {
    this.#waiting = { ...this.#waiting, [field]: value }
    this.#mark([field], 'saving', this.#state.error)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), this.#delay)
  }

  /** Sends what waits, now. True when nothing is unsaved any more; never rejects, the error is in the state. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    while (this.#sending) await this.#sending
    if (Object.keys(this.#waiting).length === 0) return true
    this.#sending = this.#sendWaiting()
    await this.#sending
    return this.#state.error === null
  }

  async #sendWaiting(): Promise<void> {
    const batch = this.#waiting
    this.#batch = batch
    this.#waiting = {}
    const changedSince = (field: string) => field in this.#waiting
    try {
      await this.#send(batch)
      this.#mark(
        Object.keys(batch).filter((field) => !changedSince(field)),
        'saved',
        null,
      )
    } catch (error) {
      this.#waiting = { ...batch, ...this.#waiting }
      this.#mark(Object.keys(batch), 'failed', error)
    } finally {
      this.#batch = {}
      this.#sending = null
    }
  }

  #mark(fields: readonly string[], to: FieldState, error: unknown): void {
    const marks = Object.fromEntries(fields.map((field) => [field, to]))
    this.#state = { fields: { ...this.#state.fields, ...marks }, error }
    for (const listener of this.#listeners) listener()
  }

  /** What was typed and is not on the disk yet. */
  unsaved(): Readonly<Values> {
    return { ...this.#batch, ...this.#waiting }
  }

  readonly state = (): SaverState => this.#state

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
