import type { WriteTx } from './handles.ts'

/** Lists that follow from the rows and that triggers keep up to them (migrations 17 and 20); each has a view of what it should hold. */
const LISTS = ['card_list', 'bag_wait', 'board_list'] as const

/** Triggers by their names: those that record changes, and those that keep the lists. What counts the lists' own rows is none of these. */
const TRIGGERS = {
  change: ['change\\_%'],
  list: ['card\\_list\\_%', 'bag\\_wait\\_%', 'board\\_%'],
} as const

/** Recordings whose rows are made at once: what is put into a table with triggers waits in memory until all of it was read. */
const AT_ONCE = 5000

function makeLists(tx: WriteTx, atOnce: number): void {
  for (const list of LISTS) tx.run(`DELETE FROM ${list}`)
  const last = 'SELECT max(id) AS id FROM (SELECT id FROM recording WHERE id > ? ORDER BY id LIMIT ?)'
  for (let after = ''; ; ) {
    const upTo = tx.get<{ id: string | null }>(last, [after, atOnce])?.id
    if (upTo === undefined || upTo === null) return
    for (const list of LISTS)
      tx.run(`INSERT INTO ${list} SELECT * FROM ${list}_now WHERE recording > ? AND recording <= ?`, [
        after,
        upTo,
      ])
    after = upTo
  }
}

/**
 * Takes triggers out of a store that is being filled, and answers what puts them back: in a later transaction, before anything else is done with
 * the store. Lists are then made anew from their views, which for many rows costs a fraction of keeping each up to every row that comes.
 * @param atOnce recordings; fewer only in tests
 */
export function putAside(tx: WriteTx, what: keyof typeof TRIGGERS, atOnce = AT_ONCE): (tx: WriteTx) => void {
  const named = TRIGGERS[what].map((pattern) => `name LIKE '${pattern}' ESCAPE '\\'`).join(' OR ')
  const triggers = tx.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND (${named})`,
  )
  for (const { name } of triggers) tx.run(`DROP TRIGGER "${name}"`)
  return (later) => {
    if (what === 'list') makeLists(later, atOnce)
    for (const { sql } of triggers) later.run(sql)
  }
}
