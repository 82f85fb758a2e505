import type { BiodataField } from '../../../../contract/biodata.ts'
import type { ShownField } from '../biodata/shown-fields.ts'

/** As many as are read at one look. */
const A_PAGE = 5

export interface ReadPage {
  readonly fields: readonly ShownField[]
  /** From 1. */
  readonly page: number
  readonly pages: number
}

/** Filled fields, a page at a time: the first page on which something has not been said to be right; null when all of it has. */
export function pageToRead(
  shown: readonly ShownField[],
  confirmed: readonly BiodataField[],
): ReadPage | null {
  const filled = shown.filter(({ text }) => text !== '')
  const pages = Math.ceil(filled.length / A_PAGE)
  for (let page = 0; page < pages; page++) {
    const fields = filled.slice(page * A_PAGE, (page + 1) * A_PAGE)
    if (fields.some(({ name }) => !confirmed.includes(name))) return { fields, page: page + 1, pages }
  }
  return null
}
