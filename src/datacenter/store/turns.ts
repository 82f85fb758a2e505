/** Runs one thing after the other, in the order asked; a failing one does not stop the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}

/** Names held inside one process. */
export class Holds {
  readonly #held = new Map<string, Promise<void>>()

  /** Answers how to let go; undefined when it is still held after `waitMs`. */
  async hold(name: string, waitMs: number): Promise<(() => Promise<void>) | undefined> {
    const until = Date.now() + waitMs
    for (let holder = this.#held.get(name); holder; holder = this.#held.get(name)) {
      const left = until - Date.now()
      if (left <= 0 || !(await endsWithin(holder, left))) return undefined
    }
    let end = () => {}
    this.#held.set(name, new Promise((resolve) => (end = resolve)))
    return async () => {
      this.#held.delete(name)
      end()
    }
  }
}

async function endsWithin(holder: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)))
  const ended = await Promise.race([holder.then(() => true), late])
  clearTimeout(timer)
  return ended
}
