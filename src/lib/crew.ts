/** What may be under way at once. */
export interface Room {
  readonly tasks: number
  /** Of what the tasks hold, together: bytes. One task alone may be more. */
  readonly bytes: number
}

/**
 * Works several things at once within a bound of tasks and of bytes in memory. After a first error nothing new is begun, and it is thrown
 * once everything that runs has ended: whoever catches it may take away what the tasks worked on.
 */
export class Crew {
  readonly #room: Room
  readonly #running = new Map<Promise<void>, number>()
  #failed: { error: unknown } | undefined

  constructor(room: Room) {
    this.#room = room
  }

  /** Begins a task as soon as there is room for it; resolves when it has begun. Throws the first error of any task. */
  async start(bytes: number, work: () => Promise<void>): Promise<void> {
    while (!this.#failed && this.#full(bytes)) await Promise.race(this.#running.keys())
    if (this.#failed) return this.end()
    const running: Promise<void> = work()
      .catch((error: unknown) => {
        this.#failed ??= { error }
      })
      .finally(() => this.#running.delete(running))
    this.#running.set(running, bytes)
  }

  /** Waits for all that was begun. Throws the first error of any task. */
  async end(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.keys())
    if (this.#failed) throw this.#failed.error
  }

  #full(bytes: number): boolean {
    const held = [...this.#running.values()].reduce((sum, one) => sum + one, 0)
    return (
      this.#running.size > 0 && (this.#running.size >= this.#room.tasks || held + bytes > this.#room.bytes)
    )
  }
}
