import { Fault } from '../../lib/fault.ts'
import { PrintOffice } from '../printing/office.ts'
import { cardsOf, type MadeCard } from '../printing/papers.ts'
import { nextDecision, putDecision } from '../registry/decisions.ts'
import { type Record, recordOf } from '../registry/records.ts'
import type { Site } from '../site.ts'
import type { SqlReader } from '../store/sql.ts'
import { termHere, whyOf } from './decide.ts'

/**
 * A recording with more than one card. No site grants two; but a supervisor whose station lost its order may say that it led to no card, and the
 * first one turns up: the computer comes back, or its bag arrives.
 */
export interface TwoCards {
  readonly record: Record
  readonly cards: readonly MadeCard[]
}

/** Recordings with more than one card, and how many there are. */
export async function twoCards(db: SqlReader, limit: number): Promise<{ found: TwoCards[]; total: number }> {
  const rows = await db.all<{ packet: string }>(
    'SELECT packet FROM print_right WHERE conflict IS NOT NULL ORDER BY packet LIMIT ?',
    [limit],
  )
  const found: TwoCards[] = []
  for (const { packet } of rows) {
    const record = await recordOf(db, packet)
    if (record) found.push({ record, cards: await cardsOf(db, packet) })
  }
  const counted = await db.get<{ n: number }>(
    'SELECT count(*) AS n FROM print_right WHERE conflict IS NOT NULL',
  )
  return { found, total: counted?.n ?? 0 }
}

/** As it was typed. */
interface AskedCard {
  readonly packet: string
  /** The order under which the card was printed that is no more. */
  readonly card: string
  readonly reason: string
  readonly person: string
}

/**
 * A person's word that one of several cards of a recording was destroyed, kept with reason, who and when; the other sites hear it as what it is, a
 * spoilt card. The last card is the station's to speak of. Faults DECIDE-FORM {field}, DECIDE-ELSEWHERE {site}, NOT-FOUND, DECIDE-CARD.
 */
export async function destroyCard(site: Site, asked: AskedCard): Promise<{ packet: string; card: string }> {
  const { packet, reason, person } = whyOf(asked)
  await site.registry.transaction(async (tx) => {
    const record = await recordOf(tx, packet)
    if (!record) throw new Fault('NOT-FOUND', { what: packet })
    await termHere(tx, site, 'CARD_PRINTED')
    const cards = await cardsOf(tx, packet)
    const one = cards.find(({ order }) => order === asked.card)
    if (one === undefined || cards.length < 2) throw new Fault('DECIDE-CARD')
    await new PrintOffice(site).noteDestroyed(tx, packet, one)
    const now = site.now()
    const { attempt, status } = record
    const number = await nextDecision(tx, now)
    const kept = { site: site.code, number, packet, attempt, came_from: status, decided: status, others: '' }
    // Which card it was stands before the reason, cut where both are longer than a decision may be.
    const words = `${one.order}: ${reason}`.slice(0, 500)
    await putDecision(tx, { ...kept, reason: words, person, at: now.toISOString() }, now)
  })
  return { packet, card: asked.card }
}
