/**
 * Does something at once and again and again, each time `ms` after it has ended: however long it takes, it is never done twice at a time and
 * nothing piles up. `work` tells of its own failures. Answers how to stop: resolves when nothing works any more.
 */
export function repeat(ms: number, work: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let working: Promise<void>
  const once = async () => {
    await work()
    if (stopped) return
    timer = setTimeout(() => {
      working = once()
    }, ms)
  }
  working = once()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await working
  }
}
