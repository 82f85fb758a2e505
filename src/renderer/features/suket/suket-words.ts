import type { Office } from '../../../contract/suket.ts'
import type { Meaning } from '../../ui/theme.ts'

/** How the office's key stands. */
export const OFFICE_MEANING: Record<Exclude<Office['state'], 'none'>, Meaning> = {
  open: 'aman',
  closed: 'menunggu',
  expired: 'bahaya',
}

const EVENTS = [
  'issue',
  'reprint',
  'renew',
  'withdraw',
  'void',
  'save',
  'print',
  'print-done',
  'print-failed',
  'print-cancelled',
  'print-unknown',
] as const

/** An act of a letter's history as there are words for it; one of a newer program is only noted. */
export function actOf(act: string): (typeof EVENTS)[number] | 'other' {
  return EVENTS.find((known) => known === act) ?? 'other'
}

/**
 * Whether what was typed into the search is a scanned QR and no search: long, of base-45's letters alone, and not a NIK. A scanner
 * types into whatever has the focus.
 */
export function isScannedQr(text: string): boolean {
  const clean = text.trim()
  return clean.length > 80 || (clean.length >= 60 && /^[0-9A-Z $%*+\-./:]+$/.test(clean))
}
