import { useState } from 'react'
import { stopOf } from './row-keys.ts'

/** What goes on the act of a row: focus moves by arrows (onRowKeys), and Tab stops once. */
interface RowFocus {
  readonly 'data-row': true
  readonly tabIndex: 0 | -1
  readonly onFocus: () => void
}

/**
 * One Tab stop for a list however long: the row that had the focus last, else the first. Arrows, PageUp, PageDown, Home and End move
 * between rows.
 */
export function useOneStop(ids: readonly string[]): (id: string) => RowFocus {
  const [last, setLast] = useState<string | null>(null)
  const stop = stopOf(ids, last)
  return (id) => ({ 'data-row': true, tabIndex: id === stop ? 0 : -1, onFocus: () => setLast(id) })
}
