import { z } from 'zod'
import type { SqlReader, SqlTx } from './store/sql.ts'
import { putSetting, setting } from './registry/settings.ts'

/**
 * Which site does penunggalan. Two sites that cannot see each other must not both say 'unique', so that one of them decides; the other
 * waits, or takes over by a person's declaration that the first one is gone. The higher term counts when they meet again.
 */
export interface Matcher {
  readonly site: string
  readonly term: number
}

const NAME = 'matcher'
const schema = z.object({ site: z.string(), term: z.int().min(0) })

export async function matcherOf(db: SqlReader, unless: string): Promise<Matcher> {
  const kept = await setting(db, NAME)
  return kept === undefined ? { site: unless, term: 1 } : schema.parse(JSON.parse(kept))
}

export async function putMatcher(tx: SqlTx, matcher: Matcher): Promise<void> {
  await putSetting(tx, NAME, JSON.stringify(matcher))
}

/**
 * The term by which a site takes over: the next of its own, odd ones being MMU's. Two sites that declare each other dead take two terms, of
 * which one is the higher.
 */
export function nextTerm(last: number, site: string): number {
  const own = site === 'mmu' ? 1 : 0
  return (last + 1) % 2 === own ? last + 1 : last + 2
}

/** Takes the other site's word where its term is higher. Of one term, which sites took twice before they had their own, MMU's counts. */
export async function learnMatcher(tx: SqlTx, own: Matcher, other: Matcher): Promise<void> {
  const counts = other.term > own.term || (other.term === own.term && other.site === 'mmu')
  if (counts) await putMatcher(tx, other)
}
