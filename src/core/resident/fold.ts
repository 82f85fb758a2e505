/** Folding for searches: what people mean to be the same word becomes the same text. */

/**
 * Lower case, without diacritics and apostrophes (also the quotation marks that stand for the glottal stop, as in
 * `Soka"an`), everything that is neither letter nor digit as one space: `Oi Fo'o` becomes `oi foo`.
 */
export function fold(text: string): string {
  // nine names in ten: nothing to fold but the case
  if (/^[a-z]+(?: [a-z]+)*$/i.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'"`\u02bb-\u02bf\u2018-\u201f\u2032\u2033]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
