/** Papers of one recording, and bytes of one, at most: what a line of 128 kbit/s still carries. */
export const MOST_DOCUMENTS = 20
export const MOST_DOCUMENT_BYTES = 3_000_000
export const MOST_PDF_PAGES = 30
/** A4 at 200 dpi; a larger scan is made smaller. */
export const LONGEST_SIDE = 2339
