/** Numbers of one term; no packet has so many papers. */
const TERM = 2 ** 24

/** The first fence of a term. */
export function fenceFloor(term: number): number {
  return term * TERM
}

/** The term that a fence was given in. */
export function termOf(fence: number): number {
  return Math.floor(fence / TERM)
}

/** The next fence of a site above `last`, in its term: MMU's are even, all others' odd, so that no two sites give the same one. */
export function nextFence(last: number, term: number, site: string): number {
  const least = Math.max(last + 1, fenceFloor(term) + 2)
  const parity = site === 'mmu' ? 0 : 1
  return least % 2 === parity ? least : least + 1
}

/** What a station knows of a card's print right. */
export interface SeenRight {
  /** The highest fence that it saw of this packet; 0 for none. */
  readonly fence: number
  /** The order that it holds open; null when the card is printed, or none was asked for. */
  readonly order: string | null
}

/** Whether a grant entitles a station to print: for the order that is open, and above every fence that it saw. */
export function entitles(
  seen: SeenRight,
  grant: { readonly fence: number; readonly order: string },
): boolean {
  return seen.order === grant.order && grant.fence > seen.fence
}
