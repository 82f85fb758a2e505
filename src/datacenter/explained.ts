import { explainedSchema, type ReplicatedExplained } from '../formats/wire/replicate.ts'
import type { SqlReader } from './store/sql.ts'

/** What a person found out of bags that did not come. */
export type Explained = Omit<ReplicatedExplained, 'site'> & { readonly site: string }

/** What was explained at either site, the newest first. */
export async function explanations(db: SqlReader): Promise<Explained[]> {
  const rows = await db.all<{ site: string; document: string }>(
    `SELECT site, document FROM arrival_word WHERE document LIKE '%"explained":%' ORDER BY position DESC`,
  )
  return rows.flatMap(({ site, document }) => {
    const word = explainedSchema.safeParse(JSON.parse(document)).data
    return word ? [{ ...word, site }] : []
  })
}
