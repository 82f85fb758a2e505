import { SETTLED } from '../../backup/index.ts'

/**
 * When the personal data of a recording go (UU 27/2022 art. 43 and 44; the days are the Dinas', in its profile): the centre gave the final receipt, every
 * amendment was received by a centre, the days since are over, and no letter counts any more, no card waits to be handed over, no amendment is under way. Without
 * days in the profile nothing ever goes.
 */
const DAY_MS = 86_400_000

/** Why a recording's data stay. */
export type Held = 'receipt' | 'retention' | 'letter' | 'card' | 'draft'

export interface Standing {
  readonly id: string
  readonly sealed_at: string
  readonly status: string
  /** The last final receipt of the recording. */
  readonly final_at: string | null
  /** Amendments that no centre has answered. */
  readonly unanswered: number
  readonly letters: number
  readonly cards: number
  readonly drafts: number
}

/** Null when the data may go. @param days null: for ever */
export function heldBy(one: Standing, { now, days }: { now: Date; days: number | null }): Held | null {
  if (one.final_at === null || !SETTLED.includes(one.status) || one.unanswered > 0) return 'receipt'
  const end = Math.max(Date.parse(one.sealed_at), Date.parse(one.final_at))
  if (days === null || now.getTime() < end + days * DAY_MS) return 'retention'
  if (one.letters > 0) return 'letter'
  if (one.cards > 0) return 'card'
  return one.drafts > 0 ? 'draft' : null
}

/** The moment before which something has to have ended, ISO 8601 UTC; null for ever. */
export function before(now: Date, days: number | null): string | null {
  return days === null ? null : new Date(now.getTime() - days * DAY_MS).toISOString()
}
