/** Work one after the other, in the order in which it was asked for; what fails holds up nothing behind it. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Begins once all before it has ended. Answers and rejects as the work does. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
