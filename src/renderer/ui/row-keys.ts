import type { KeyboardEvent } from 'react'

/** Rows of a page up or down: somewhat less than a screen shows, so that one is seen twice. */
const PAGE = 12

/** Which row has the focus after an arrow key; rows are counted from 0. Null when the key moves nothing. */
export function rowAfter(key: string, at: number, rows: number): number | null {
  if (rows === 0) return null
  if (key === 'ArrowDown') return Math.min(at + 1, rows - 1)
  if (key === 'ArrowUp') return at <= 0 ? null : at - 1
  if (key === 'PageDown') return Math.min(Math.max(at, 0) + PAGE, rows - 1)
  if (key === 'PageUp') return Math.max(at - PAGE, 0)
  if (key === 'Home') return 0
  if (key === 'End') return rows - 1
  return null
}

/** The row at which Tab stops: the one that had the focus last while it is there, else the first. */
export function stopOf(ids: readonly string[], last: string | null): string | undefined {
  return last !== null && ids.includes(last) ? last : ids[0]
}

/** For the element around a list: arrows move the focus between its `[data-row]` elements. */
export function onRowKeys(event: KeyboardEvent<HTMLElement>): void {
  // Arrows choose within a list field.
  if (event.target instanceof HTMLSelectElement) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rowAfter(event.key, at, rows.length)
  if (next === null) return
  event.preventDefault()
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}
