/** A change of a site's state, as the log keeps it; in the order of time. */
export interface LogRow {
  readonly site: string
  readonly at: string
  readonly state: string
  readonly notice: string | null
}

export interface SpellOf {
  readonly site: string
  readonly state: 'refusing' | 'unreachable'
  readonly from: string
  readonly to: string | null
  readonly notice: string | null
}

const isOut = (state: string): state is SpellOf['state'] => state === 'refusing' || state === 'unreachable'

/** The stretches in which sites took nothing: each ends with the next line of the same site. Newest first. */
export function spellsOf(log: readonly LogRow[]): SpellOf[] {
  const open = new Map<string, SpellOf>()
  const spells: SpellOf[] = []
  for (const { site, at, state, notice } of log) {
    const before = open.get(site)
    // A state that was told twice goes on.
    if (before?.state === state) continue
    if (before) spells.push({ ...before, to: at })
    open.delete(site)
    if (isOut(state)) open.set(site, { site, state, from: at, to: null, notice })
  }
  return [...spells, ...open.values()].toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
}
