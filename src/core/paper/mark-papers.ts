/** Set in practice: every paper says so. In the environment, because papers are made in threads, which inherit it: none can be forgotten. */
const NAME = 'REKAM_PAPERS'
export const PRACTICE_PAPER = 'LATIHAN - TIDAK BERLAKU'

/** From now on everything that this process puts on paper is marked as practice. */
export function markPapers(): void {
  process.env[NAME] = 'practice'
}

export const papersMarked = (): boolean => process.env[NAME] === 'practice'

/** The title of a book or a sheet: in practice it begins with the mark, in a spreadsheet too, which has no page to write across. */
export const markedTitle = (title: string): string => (papersMarked() ? `${PRACTICE_PAPER}. ${title}` : title)
