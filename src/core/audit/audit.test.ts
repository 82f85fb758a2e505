import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SqlParams } from '../db/handles.ts'
import { openSqlite, readerOf } from '../db/sqlite.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { type AuditEntry, commitTo, entryHash } from './chain.ts'
import { auditHandlers } from './handlers.ts'
import { recordAct } from './record-act.ts'
import { type AuditVerdict, verifyAudit } from './verify.ts'

const ACTS = 30
/** With the two that a new station begins with. */
const ALL = ACTS + 2
let open: TestStation
let entries: AuditEntry[]
beforeAll(async () => {
  open = await openTestStation()
  for (let i = 0; i < ACTS; i++) {
    open.ports.clock.advance(1000)
    const values = i % 3 === 0 ? { old: null, new: `value ${i}` } : undefined
    await open.station.write.transaction((tx) =>
      recordAct(tx, open.station, 'sample.act', `subject-${i}`, values),
    )
  }
  entries = open.station.read.all<AuditEntry>('SELECT * FROM audit ORDER BY seq')
})
afterAll(() => open.close())

/**
 * What the check says after statements by somebody who has the database's key and drops the triggers that forbid them.
 * All is undone afterwards.
 */
function afterTampering(...statements: [string, SqlParams][]): AuditVerdict {
  const db = openSqlite(open.station.paths.store, open.station.keys.store, { create: false })
  try {
    db.exec('BEGIN')
    const triggers = db.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'",
    )
    for (const name of triggers.pluck().all()) db.exec(`DROP TRIGGER ${name as string}`)
    for (const [sql, params] of statements) expect(db.prepare(sql).run(params).changes).toBeGreaterThan(0)
    return verifyAudit(readerOf(db))
  } finally {
    db.exec('ROLLBACK')
    db.close()
  }
}

const INSERT = `INSERT INTO audit (epoch, seq, at, actor, act, subject, commitment, prev, hash)
  VALUES (:epoch, :seq, :at, :actor, :act, :subject, :commitment, :prev, :hash)`
const row = (entry: AuditEntry) => ({ ...entry }) as Record<string, string | number | null>

describe('the chain', () => {
  test('is sound as it was written', () => {
    expect(entries).toHaveLength(ALL)
    expect(verifyAudit(open.station.read)).toEqual({
      sound: true,
      entries: ALL,
      brokenAt: null,
      epoch: null,
      values: ACTS / 3,
    })
    expect(afterTampering()).toMatchObject({ sound: true })
  })

  test('shows any edit, and where', () => {
    const columns = ['at', 'actor', 'act', 'subject', 'commitment', 'prev', 'hash'] as const
    fc.assert(
      fc.property(
        fc.nat(ALL - 1),
        fc.constantFrom(...columns),
        fc.stringMatching(/^[0-9a-f]{64}$/),
        (i, column, value) => {
          const { epoch, seq } = entries[i]!
          const sql = `UPDATE audit SET ${column} = ? WHERE epoch = ? AND seq = ?`
          expect(afterTampering([sql, [value, epoch, seq]])).toMatchObject({
            sound: false,
            brokenAt: seq,
            epoch,
          })
        },
      ),
    )
  })

  test('shows an edit whose own hash was mended', () => {
    fc.assert(
      fc.property(fc.nat(ALL - 1), fc.string(), (i, subject) => {
        const entry = entries[i]!
        fc.pre(subject !== entry.subject)
        const forged = { ...entry, subject }
        const set = 'UPDATE audit SET subject = :subject, hash = :hash WHERE epoch = :epoch AND seq = :seq'
        const { epoch, seq } = entry
        const params = { subject, hash: entryHash(forged), epoch, seq }
        expect(afterTampering([set, params])).toMatchObject({
          sound: false,
          brokenAt: Math.min(seq + 1, ALL),
        })
      }),
    )
  })

  test('shows any removal, the last entries included', () => {
    fc.assert(
      fc.property(fc.nat(ALL - 1), fc.integer({ min: 1, max: ACTS }), (i, count) => {
        const { epoch, seq } = entries[i]!
        const sql = 'DELETE FROM audit WHERE epoch = ? AND seq >= ? AND seq < ?'
        expect(afterTampering([sql, [epoch, seq, seq + count]])).toMatchObject({ sound: false })
      }),
    )
  })

  test('shows any change of order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(ALL - 1), { minLength: 2, maxLength: 2 }), ([a, b]) => {
        const [one, two] = [entries[a!]!, entries[b!]!]
        const verdict = afterTampering(
          ['DELETE FROM audit WHERE seq IN (?, ?)', [one.seq, two.seq]],
          [INSERT, row({ ...one, seq: two.seq })],
          [INSERT, row({ ...two, seq: one.seq })],
        )
        expect(verdict).toMatchObject({ sound: false })
      }),
    )
  })

  test('shows an entry put in between or behind', () => {
    const last = entries.at(-1)!
    const behind = { ...last, seq: last.seq + 1, prev: last.hash }
    expect(afterTampering([INSERT, row({ ...behind, hash: entryHash(behind) })])).toMatchObject({
      sound: false,
    })
    const between = fc.property(fc.nat(ALL - 2), (i) => {
      const entry = entries[i]!
      const verdict = afterTampering(
        ['UPDATE audit SET seq = -seq WHERE seq > ?', [entry.seq]],
        [INSERT, row({ ...entry, seq: entry.seq + 1, prev: entry.hash })],
        ['UPDATE audit SET seq = 1 - seq WHERE seq < 0', []],
      )
      expect(verdict).toMatchObject({ sound: false })
    })
    fc.assert(between, { numRuns: 20 })
  })
})

test('no two entries have the same bytes: a letter moved from one field to the next is another entry', () => {
  const entry = entries[3]!
  expect(entryHash({ ...entry, actor: 'ab', act: 'c' })).not.toBe(
    entryHash({ ...entry, actor: 'a', act: 'bc' }),
  )
  expect(entryHash({ ...entry, commitment: null })).not.toBe(entryHash({ ...entry, commitment: '' }))
})

test('values enter the chain as a salted commitment alone, which the salt opens', async () => {
  const values = { old: 'CONTOH SATU', new: 'CONTOH DUA' }
  const recorded = await open.station.write.transaction((tx) =>
    recordAct(tx, open.station, 'x.y', 'z', values),
  )
  const entry = open.station.read.get<AuditEntry>('SELECT * FROM audit WHERE seq = ?', [recorded.seq])!
  expect(JSON.stringify(entry)).not.toContain('CONTOH')
  expect(entry.commitment).toBe(commitTo(values, recorded.salt!))
  expect(entry.commitment).not.toBe(commitTo(values, new Uint8Array(32)))
  expect(entry.commitment).not.toBe(commitTo({ ...values, old: 'x' }, recorded.salt!))
})

test('an act that is rolled back leaves neither an entry nor a gap', async () => {
  const before = verifyAudit(open.station.read).entries
  const failing = open.station.write.transaction((tx) => {
    recordAct(tx, open.station, 'x.y', 'z')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await open.station.write.transaction((tx) => recordAct(tx, open.station, 'x.y', 'z'))
  expect(verifyAudit(open.station.read)).toMatchObject({ sound: true, entries: before + 1 })
})

test('the page reads acts newest first and pages on, and asks for the check', async () => {
  const { context } = open
  const first = await call(auditHandlers.list, { limit: 5 }, { context })
  expect(first.map(({ seq }) => seq)).toEqual([ALL + 2, ALL + 1, ALL, ALL - 1, ALL - 2])
  const next = await call(auditHandlers.list, { limit: 2, before: ALL }, { context })
  expect(next.map(({ seq }) => seq)).toEqual([ALL - 1, ALL - 2])
  expect(Object.keys(next[0]!).toSorted()).toEqual([
    'act',
    'actor',
    'at',
    'hash',
    'n',
    'seq',
    'subject',
    'values',
  ])
  expect(await call(auditHandlers.verify, {}, { context })).toMatchObject({ sound: true })
})

test('the chain is recomputed beside the core: acts are recorded meanwhile, and none of them counts as a break', async () => {
  const context = { desk: { station: () => open.station } } as never
  const found: AuditVerdict[] = []
  const verifying = (async () => {
    found.push(await call(auditHandlers.verify, {}, { context }))
  })()
  let recorded = 0
  while (found.length === 0) {
    await open.station.write.transaction((tx) => recordAct(tx, open.station, 'sample.act', 'subject-beside'))
    recorded++
    await new Promise(setImmediate)
  }
  await verifying
  expect(found[0]?.sound).toBe(true)
  expect(recorded).toBeGreaterThan(3)
})
