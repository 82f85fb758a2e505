import type { Told } from './craft.ts'

/** Strings of one name that are remembered; the latest. */
const MOST = 60
const DEEPEST = 6

/** Fields that name what another room calls `id`. */
const ROOM_OF: Readonly<Record<string, string>> = {
  recording: 'enrolment.id',
  suket: 'suket.id',
  disk: 'backup.id',
  alarm: 'backup.id',
  bag: 'export.id',
  ticket: 'queue.id',
}

/** A page remembers what it was told, so that it can ask for more of it. */
export class Memory {
  readonly #told = new Map<string, string[]>()
  readonly #untold: readonly string[]

  /** @param untold what it forgets at once */
  constructor(untold: readonly string[]) {
    this.#untold = untold
  }

  #keep(name: string, text: string): void {
    const known = this.#told.get(name) ?? []
    if (known.includes(text) || this.#untold.includes(text)) return
    this.#told.set(name, [...known, text].slice(-MOST))
  }

  /** Takes an answer apart: each short string under its room and field, and under the field alone. */
  hear(room: string, answer: unknown, field = '', depth = 0): void {
    if (typeof answer === 'string' && answer !== '' && answer.length < 200) {
      this.#keep(`${room}.${field}`, answer)
      this.#keep(field, answer)
    } else if (typeof answer === 'object' && answer !== null && depth < DEEPEST) {
      const parts = Array.isArray(answer)
        ? answer.slice(0, 40).map((one) => [field, one] as const)
        : Object.entries(answer)
      for (const [key, value] of parts) this.hear(room, value, key, depth + 1)
    }
  }

  /** What to put into a field of a room's input. */
  of(room: string): Told {
    return (field) =>
      this.#told.get(`${room}.${field}`) ??
      this.#told.get(ROOM_OF[field] ?? (field === 'ids' ? `${room}.id` : '')) ??
      this.#told.get(field) ??
      []
  }
}
