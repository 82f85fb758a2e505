import type { CardState } from '../../../contract/printing.ts'
import type { Meaning } from '../../ui/theme.ts'

/** What a card's state means at a glance. */
export const CARD_MEANING: Readonly<Record<CardState, Meaning>> = {
  ready: 'menunggu',
  ordered: 'menunggu',
  claimed: 'bahaya',
  granted: 'menunggu',
  printed: 'menunggu',
  issued: 'aman',
}

/** Names between commas, without blanks. */
export function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name.length > 1)
}

/** A whole number of cards, or null for what is none. */
export function countIn(text: string, least: number): number | null {
  const spelt = text.trim()
  if (!/^\d{1,6}$/.test(spelt)) return null
  const count = Number(spelt)
  return count >= least && count <= 100_000 ? count : null
}
