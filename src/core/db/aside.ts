import type { WriteTx } from './handles.ts'

/** Lists that follow from the rows and that triggers keep up to them (migrations 17 and 20); each has a view of what it should hold. */
const LISTS = ['card_list', 'bag_wait', 'board_list'] as const

/** Triggers by their names: those that record changes, and those that keep the lists. What counts the lists' own rows is none of these. */
const TRIGGERS = {
  change: ['change\\_%'],
  list: ['card\\_list\\_%', 'bag\\_wait\\_%', 'board\\_%'],
} as const

/**
 * Takes triggers out of a store that is being filled, and answers what puts them back: in a later transaction, before anything else is done with
 * the store. Lists are then made anew from their views, which for many rows costs a fraction of keeping each up to every row that comes.
 */
export function putAside(tx: WriteTx, what: keyof typeof TRIGGERS): (tx: WriteTx) => void {
  const named = TRIGGERS[what].map((pattern) => `name LIKE '${pattern}' ESCAPE '\\'`).join(' OR ')
  const triggers = tx.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND (${named})`,
  )
  for (const { name } of triggers) tx.run(`DROP TRIGGER "${name}"`)
  return (later) => {
    if (what === 'list')
      for (const list of LISTS) {
        later.run(`DELETE FROM ${list}`)
        later.run(`INSERT INTO ${list} SELECT * FROM ${list}_now`)
      }
    for (const { sql } of triggers) later.run(sql)
  }
}
