import type { Priority } from '../../../contract/queue.ts'

/** What the order of the queue looks at. */
export interface Queued {
  /** yyyy-mm-dd on which the number was drawn. */
  readonly day: string
  readonly number: number
  readonly priority: Priority | null
}

/**
 * Who is called before whom: numbers of an earlier day that nobody served first, the oldest day leading; within a day pregnant,
 * elderly and disabled people before the others; then by number. Negative when `a` comes first.
 */
export function compareQueued(a: Queued, b: Queued): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  const byPriority = Number(b.priority !== null) - Number(a.priority !== null)
  return byPriority || a.number - b.number
}
