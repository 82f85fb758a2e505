import type { CentralStatus } from '../../contract/status.ts'
import type { SqlReader } from '../store/sql.ts'
import { resultsOf } from './papers.ts'
import { rightOf } from './rights.ts'

/** Statuses of a card on its way, in their order. */
export const CARD_WAY: readonly CentralStatus[] = [
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
]

/** What all papers of a packet say together. */
export interface CardSaid {
  readonly status: Exclude<CentralStatus, 'CARD_SHIPPED'>
  /** A card was spoilt: the way went back once, so that a status further on may be an old one. */
  readonly wentBack: boolean
}

/** Where a packet's card stands by the papers that are known here, in whatever order they came; undefined where none says anything. */
export async function cardStatus(db: SqlReader, packet: string): Promise<CardSaid | undefined> {
  const { state } = await rightOf(db, packet)
  const results = await resultsOf(db, packet)
  if (state === 'free' && results.length === 0) return undefined
  const spoilt = new Set(results.flatMap(({ order, outcome }) => (outcome === 'spoilt' ? [order] : [])))
  const wentBack = spoilt.size > 0
  if (state === 'free') return { status: 'PRINT_READY_RECORD', wentBack }
  if (state === 'granted') return { status: 'SENT_FOR_CARD_PRINTING', wentBack }
  const issued = results.some(({ order, outcome }) => outcome === 'issued' && !spoilt.has(order))
  return { status: issued ? 'CARD_ISSUED' : 'CARD_PRINTED', wentBack }
}
