import type { Suket } from '../../../contract/suket.ts'
import type { Meaning } from '../../ui/theme.ts'

/** How a letter's state is shown; a letter whose time is over by right has no meaning to warn of. */
export const STATE_MEANING: Record<Suket['state'], Meaning | null> = {
  issued: 'aman',
  reprinted: 'aman',
  renewed: null,
  expired: 'menunggu',
  withdrawn: null,
  void: 'bahaya',
}

/** The name that a letter's file is offered under: the number without what file systems refuse. */
export function fileNameOf(number: string): string {
  return `Suket ${number.replaceAll(/[^0-9A-Za-z.-]+/g, '-')}.pdf`
}

/** The path as chosen, with the ending that the system's dialog may have left off. */
export function withPdf(path: string): string {
  return /\.pdf$/i.test(path) ? path : `${path}.pdf`
}

/**
 * Whether what was typed into the search is a scanned QR and no search: long, of base-45's letters alone, and not a NIK. A scanner
 * types into whatever has the focus.
 */
export function isScannedQr(text: string): boolean {
  const clean = text.trim()
  return clean.length > 80 || (clean.length >= 60 && /^[0-9A-Z $%*+\-./:]+$/.test(clean))
}
