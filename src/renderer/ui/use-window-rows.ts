import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useState } from 'react'

/** Rows that are drawn beyond the screen, so that arrows and a page up or down find theirs. */
const BEYOND = 30
/** How many rows before the last of those that were fetched the next page is asked for. */
const AHEAD = 40

export interface WindowRows {
  /** Rows to be drawn, by their index. */
  readonly indexes: readonly number[]
  /** Height of what is not drawn above and below, in pixels. */
  readonly above: number
  readonly below: number
  /** Goes on each drawn row, with its `data-index`. */
  readonly measure: (row: HTMLElement | null) => void
}

/**
 * The part of a long table that is drawn: a hundred thousand rows are scrolled by drawing those in sight. The table scrolls in its
 * parent, below one element that holds whatever stands above it; `onNearEnd` is called as often as the end of what is there comes near.
 */
export function useWindowRows(
  table: RefObject<HTMLTableElement | null>,
  count: number,
  onNearEnd: () => void,
): WindowRows {
  const [margin, setMargin] = useState(0)
  // oxlint-disable-next-line react/incompatible-library -- what it returns is used here alone, and handed on as plain values
  const rows = useVirtualizer({
    count,
    getScrollElement: () => table.current?.parentElement ?? null,
    estimateSize: () => 40,
    overscan: BEYOND,
    scrollMargin: margin,
  })
  // What stands above the table comes and goes: panels, refusals.
  useLayoutEffect(() => {
    const own = table.current
    const scrolled = own?.parentElement
    const above = own?.previousElementSibling
    if (!own || !scrolled || !above) return undefined
    const watch = new ResizeObserver(() =>
      setMargin(own.getBoundingClientRect().top - scrolled.getBoundingClientRect().top + scrolled.scrollTop),
    )
    watch.observe(above)
    return () => watch.disconnect()
  }, [table])
  const drawn = rows.getVirtualItems()
  const [first] = drawn
  const last = drawn.at(-1)
  const near = last !== undefined && last.index >= count - AHEAD
  useLayoutEffect(() => {
    if (near) onNearEnd()
  }, [near, count, onNearEnd])
  return {
    indexes: drawn.map(({ index }) => index),
    above: first ? first.start - margin : 0,
    below: last ? rows.getTotalSize() - (last.end - margin) : 0,
    measure: rows.measureElement,
  }
}
