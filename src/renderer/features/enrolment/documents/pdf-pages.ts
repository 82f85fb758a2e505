import type { KeptPages } from '../../../../contract/documents.ts'

/** The pages of a PDF while they are looked at. */
export interface PdfPages {
  readonly count: number
  /** The page that is shown, from 0. */
  readonly at: number
  readonly seen: ReadonlySet<number>
  /** Quarter turns clockwise of pages that are turned. */
  readonly turns: ReadonlyMap<number, number>
  readonly dropped: ReadonlySet<number>
}

/** A PDF as it came: its first page is shown. */
export function openPages(count: number): PdfPages {
  return { count, at: 0, seen: new Set([0]), turns: new Map(), dropped: new Set() }
}

/** Shows a page, if there is one; it has been seen then. */
export function showPage(pages: PdfPages, at: number): PdfPages {
  if (at < 0 || at >= pages.count) return pages
  return { ...pages, at, seen: new Set([...pages.seen, at]) }
}

/** Turns the page that is shown by a quarter. */
export function turnPage(pages: PdfPages): PdfPages {
  const turned = ((pages.turns.get(pages.at) ?? 0) + 1) % 4
  return { ...pages, turns: new Map([...pages.turns, [pages.at, turned]]) }
}

/** Takes the page that is shown away, or back. */
export function togglePage(pages: PdfPages): PdfPages {
  const dropped = new Set(pages.dropped)
  if (!dropped.delete(pages.at)) dropped.add(pages.at)
  return { ...pages, dropped }
}

/** The first page that nobody has seen, null once all were. */
export function nextUnseen({ count, seen }: PdfPages): number | null {
  return Array.from({ length: count }, (_, at) => at).find((at) => !seen.has(at)) ?? null
}

const TURNS = [0, 90, 180, 270] as const

/** What is kept, for the core; undefined where everything stays as it came, null where nothing would stay. */
export function keptPages({ count, turns, dropped }: PdfPages): KeptPages | null {
  const kept = Array.from({ length: count }, (_, at) => at).filter((at) => !dropped.has(at))
  if (kept.length === 0) return null
  const pages = kept.map((at) => ({ page: at + 1, turn: TURNS[turns.get(at) ?? 0] ?? 0 }))
  return kept.length === count && pages.every(({ turn }) => turn === 0) ? undefined : pages
}
