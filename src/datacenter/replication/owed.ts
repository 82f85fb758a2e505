import type { ReplicateAnswer } from '../../formats/wire/replicate.ts'
import type { SqlReader } from '../store/sql.ts'
import type { Site } from '../site.ts'

export type Item = ReplicateAnswer['items'][number]

/** So many are asked for again with each pull: those that were asked for least often. */
const AGAIN = 10

/** Notes an item whose packet the other site could not give: the cursor goes on behind it, and it is asked for again. */
export async function owe({ registry }: Site, item: Item): Promise<void> {
  await registry.transaction(async (tx) => {
    const row = await tx.get<{ last: number | null }>('SELECT max(position) AS last FROM owed')
    await tx.run(
      `INSERT INTO owed (signature, position, document, tried) VALUES (?, ?, ?, 0)
       ON CONFLICT (signature) DO UPDATE SET tried = owed.tried + 1`,
      [item.receipt.signature, (row?.last ?? 0) + 1, JSON.stringify(item)],
    )
  })
}

/** What is to be asked for again, in the order in which the other site said it. */
export async function owedItems(db: SqlReader): Promise<Item[]> {
  const rows = await db.all<{ document: string }>(
    'SELECT document FROM owed ORDER BY tried, position LIMIT ?',
    [AGAIN],
  )
  return rows.map(({ document }) => JSON.parse(document) as Item)
}

/** It came, or it does not hold. */
export async function settleOwed({ registry }: Site, { receipt }: Item): Promise<void> {
  await registry.transaction((tx) => tx.run('DELETE FROM owed WHERE signature = ?', [receipt.signature]))
}
