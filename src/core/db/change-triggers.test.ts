import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unbase64 } from '../../lib/bytes.ts'
import { tempFolders } from '../testing/temp.ts'
import type { SqlValue, WriteTx } from './handles.ts'
import { MIGRATIONS } from './migrate.ts'
import { createStore, type Store } from './open.ts'
import { REPLICATED } from './tables.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(3)

type Row = Record<string, SqlValue>
type Step = { table: string; verb: 'insert' | 'replace' | 'update' | 'move' | 'delete'; row: Row; other: Row }
type Work = { steps: Step[]; rollback: boolean }
const ALL: readonly string[] = REPLICATED.map(({ table }) => table)
type Column = { name: string; type: string; notnull: number; pk: number }

/** An empty database of plain tables: what a restore starts from. */
function emptyTables() {
  const db = new Database(':memory:')
  for (const { sql } of MIGRATIONS) db.exec(sql)
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()
  for (const name of triggers) db.exec(`DROP TRIGGER ${name as string}`)
  return db
}

const shape = emptyTables()
const columnsOf = (table: string) => shape.pragma(`table_info(${table})`) as Column[]

// Few keys, so that rows meet; nasty values.
const few = { TEXT: fc.constantFrom('a', 'b', "c'\u0000", 'é"'), INTEGER: fc.integer({ min: 1, max: 3 }) }
const any = {
  TEXT: fc.oneof(few.TEXT, fc.string({ unit: 'grapheme' })),
  INTEGER: fc.oneof(fc.maxSafeInteger(), few.INTEGER),
  BLOB: fc.uint8Array({ maxLength: 40 }),
}

function rowOf(table: string): fc.Arbitrary<Row> {
  const cells = columnsOf(table).map(({ name, type, notnull, pk }) => {
    const value: fc.Arbitrary<SqlValue> = pk ? few[type as 'TEXT'] : any[type as 'TEXT']
    return [name, notnull || pk ? value : fc.option(value)] as const
  })
  return fc.record(Object.fromEntries(cells))
}

const stepOf = (tables: readonly string[]): fc.Arbitrary<Step> =>
  fc.constantFrom(...tables).chain((table) =>
    fc.record({
      table: fc.constant(table),
      verb: fc.constantFrom('insert', 'insert', 'replace', 'update', 'move', 'delete'),
      row: rowOf(table),
      other: rowOf(table),
    }),
  )

// Two tables at a time, so that rows of one table meet often: on keys, and on what else is unique (a letter's number).
const works: fc.Arbitrary<Work[]> = fc
  .tuple(fc.constantFrom(...ALL), fc.constantFrom('suket', 'account', 'recording_photo', 'bag_item'))
  .chain((tables) =>
    fc.array(fc.record({ steps: fc.array(stepOf(tables), { maxLength: 10 }), rollback: fc.boolean() }), {
      maxLength: 8,
    }),
  )

function keyOf(table: string): readonly string[] {
  return REPLICATED.find((known) => known.table === table)!.key
}

const names = (row: Row) => Object.keys(row)
const holes = (row: Row) => names(row).map(() => '?')
const where = (table: string) =>
  keyOf(table)
    .map((k) => `${k} = ?`)
    .join(' AND ')
const keyValues = (table: string, row: Row) => keyOf(table).map((k) => row[k] ?? null)

function apply(tx: WriteTx, { table, verb, row, other }: Step): void {
  const into = `INTO ${table} (${names(row).join(', ')}) VALUES (${holes(row).join(', ')})`
  const set = names(row).map((name) => `${name} = ?`)
  const rest = names(row).filter((name) => !keyOf(table).includes(name))
  if (verb === 'insert') tx.run(`INSERT ${into}`, Object.values(row))
  if (verb === 'replace') tx.run(`INSERT OR REPLACE ${into}`, Object.values(row))
  if (verb === 'delete') tx.run(`DELETE FROM ${table} WHERE ${where(table)}`, keyValues(table, row))
  if (verb === 'move')
    tx.run(`UPDATE OR REPLACE ${table} SET ${set.join(', ')} WHERE ${where(table)}`, [
      ...Object.values(row),
      ...keyValues(table, other),
    ])
  if (verb === 'update')
    tx.run(
      `UPDATE ${table} SET ${(rest.length ? rest : keyOf(table)).map((name) => `${name} = ?`).join(', ')}`,
      (rest.length ? rest : keyOf(table)).map((name) => row[name] ?? null),
    )
}

const stopped = /constraint|append-only/i

/** A statement that the database stops leaves no trace, nor does a transaction that is rolled back. */
async function transact(store: Store, { steps, rollback }: Work): Promise<void> {
  const done = store.write.transaction((tx) => {
    for (const one of steps) {
      try {
        apply(tx, one)
      } catch (error) {
        if (!stopped.test((error as Error).message)) throw error
      }
    }
    if (rollback) throw new Error('rolled back by the test')
  })
  if (rollback) await expect(done).rejects.toThrow('rolled back by the test')
  else await done
}

type Change = { seq: number; epoch: string; tbl: string; key: string; op: string; row: string | null }

function replay(changes: readonly Change[]) {
  const db = emptyTables()
  for (const { tbl, key, op, row } of changes) {
    db.prepare(`DELETE FROM ${tbl} WHERE ${where(tbl)}`).run(...(JSON.parse(key) as SqlValue[]))
    if (op === 'delete' || row === null) continue
    const fields = JSON.parse(row, (_, v: { $bytes?: string } | null) =>
      typeof v === 'object' && typeof v?.$bytes === 'string' ? unbase64(v.$bytes) : v,
    ) as Row
    db.prepare(`INSERT INTO ${tbl} (${names(fields).join(', ')}) VALUES (${holes(fields).join(', ')})`).run(
      ...Object.values(fields),
    )
  }
  return db
}

test('changes count without gaps and replay to the same tables, whatever was written or rolled back', async () => {
  await fc.assert(
    fc.asyncProperty(works, async (all) => {
      const store = createStore(join(temp(), 'rekam.db'), KEY)
      await store.write.transaction((tx) => tx.run("INSERT INTO change_counter VALUES (1, 'epoch', 0)"))
      for (const one of all) await transact(store, one)
      const changes = store.read.all<Change>('SELECT * FROM change ORDER BY seq')
      expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, i) => i + 1))
      expect(store.read.get('SELECT seq FROM change_counter')).toEqual({ seq: changes.length })
      const copy = replay(changes)
      for (const { table, key } of REPLICATED) {
        const rows = `SELECT * FROM ${table} ORDER BY ${key.join(', ')}`
        expect(copy.prepare(rows).all()).toEqual(store.read.all(rows))
      }
      copy.close()
      store.close()
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('a register row has its last change as its version, also when the row is gone', async () => {
  const store = createStore(join(temp(), 'rekam.db'), KEY)
  const run = (sql: string) => store.write.transaction((tx) => tx.run(sql))
  await run("INSERT INTO change_counter VALUES (1, 'epoch', 0)")
  await run("INSERT INTO site (code, state) VALUES ('mmu', 'open')")
  await run("INSERT INTO bag_item VALUES ('b', 'p', 1)")
  await run("UPDATE site SET state = 'refusing'")
  const version = () => store.read.all('SELECT * FROM row_version')
  expect(version()).toEqual([{ tbl: 'site', key: '["mmu"]', epoch: 'epoch', seq: 3 }])
  await run('DELETE FROM site')
  expect(version()).toEqual([{ tbl: 'site', key: '["mmu"]', epoch: 'epoch', seq: 4 }])
  store.close()
})

test('a change and its row stand or fall together', async () => {
  const store = createStore(join(temp(), 'rekam.db'), KEY)
  await store.write.transaction((tx) => tx.run("INSERT INTO change_counter VALUES (1, 'epoch', 0)"))
  await expect(
    store.write.transaction((tx) => {
      tx.run("INSERT INTO site (code, state) VALUES ('mmu', 'open')")
      expect(tx.get('SELECT count(*) AS n FROM change')).toEqual({ n: 1 })
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(store.read.all('SELECT * FROM site')).toEqual([])
  expect(store.read.all('SELECT * FROM change')).toEqual([])
  store.close()
})

test.each([
  ['pushed out by another with its name', "INSERT OR REPLACE INTO account VALUES ('b', 'n', 'r', 't', NULL)"],
  ['whose key moved', "UPDATE account SET id = 'b' WHERE id = 'a'"],
])('a row %s is recorded as gone', async (_, sql) => {
  const store = createStore(join(temp(), 'rekam.db'), KEY)
  await store.write.transaction((tx) => {
    tx.run("INSERT INTO change_counter VALUES (1, 'epoch', 0)")
    tx.run("INSERT INTO account VALUES ('a', 'n', 'r', 't', NULL)")
    tx.run(sql)
  })
  expect(store.read.all("SELECT key, op FROM change WHERE op = 'delete'")).toEqual([
    { key: '["a"]', op: 'delete' },
  ])
  store.close()
})

test('every replicated table has its triggers', () => {
  const store = createStore(join(temp(), 'rekam.db'), KEY)
  const found = store.read.all<{ tbl_name: string }>(
    "SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'change\\_%' ESCAPE '\\'",
  )
  for (const { table } of REPLICATED)
    expect(found.filter(({ tbl_name }) => tbl_name === table)).toHaveLength(4)
  store.close()
})
