import { FieldSaver } from './field-saver.ts'

type Send = (id: string, fields: Record<string, string>) => Promise<void>

/**
 * The savers of recordings that are open, or that still hold something unsaved. When the core dies, or the station is
 * locked in the middle of a word, the page of the recording goes away and its letters stay here until it is open again.
 */
export class KeptSavers {
  readonly #send: Send
  readonly #kept = new Map<string, FieldSaver>()

  constructor(send: Send) {
    this.#send = send
  }

  /** The saver of a recording, with whatever it could not save before. */
  open(id: string): FieldSaver {
    const saver = this.#kept.get(id) ?? new FieldSaver((fields) => this.#send(id, fields))
    this.#kept.set(id, saver)
    return saver
  }

  /** Saves what waits; the saver is let go once nothing does. */
  async close(id: string): Promise<void> {
    const saver = this.#kept.get(id)
    if (saver && (await saver.flush()) && Object.keys(saver.unsaved()).length === 0) this.#kept.delete(id)
  }
}
