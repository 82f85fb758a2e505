import type { Letterhead } from '../paper/index.ts'

/** What a record of destruction shows. */
export interface DestructionRecord {
  readonly head: Letterhead
  readonly number: string
  readonly place: string
  /** yyyy-mm-dd */
  readonly day: string
  readonly cards: number
  readonly where: string
  readonly method: string
  readonly operator: string
  readonly witnesses: readonly string[]
  /** Every card of the stack: why it is there, and whose it was to be. */
  readonly rows: readonly { readonly at: string; readonly what: string; readonly cards: number }[]
}
