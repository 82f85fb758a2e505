/** A change of a site's state, as the log keeps it; in the order of time. */
export interface LogRow {
  /** In which order the lines were written. */
  readonly n: number
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

/**
 * Lines of days to come were written by a clock that ran ahead: they stand where they were written, at the moment of the line before, and what
 * ended then, at that of the line behind. Answers the log in the order of time.
 * @param until from when on a day is one to come
 */
export function dated(log: readonly LogRow[], until: string): LogRow[] {
  const written = log.toSorted((a, b) => a.n - b.n)
  const known = (lines: readonly LogRow[]) => lines.find(({ at }) => at <= until)?.at
  const lines = written.map((line, place) => {
    if (line.at <= until) return line
    const before = known(written.slice(0, place).toReversed())
    const behind = known(written.slice(place + 1))
    const at = isOut(line.state) ? (before ?? behind) : (behind ?? before)
    return { ...line, at: at ?? until }
  })
  return lines.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.n - b.n))
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
  // Of those that begin in one moment what came last goes before.
  return [...open.values(), ...spells.toReversed()].toSorted((a, b) =>
    a.from < b.from ? 1 : a.from > b.from ? -1 : 0,
  )
}
