// What somebody who holds the database's key and drops the triggers can do to the audit, kind by kind; `rekam audit verify` says each.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReadDb } from '../db/handles.ts'
import { readerOf } from '../db/sqlite.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { holdAgainst } from './against.ts'
import type { AuditEntry } from './chain.ts'
import { recordAct } from './record-act.ts'
import { ANEW, type Change, KINDS, replaceAll, tamper } from './testing/tampering.ts'
import { savePeriod } from './save.ts'
import { type AuditVerdict, verifyAudit } from './verify.ts'

let open: TestStation
let entries: AuditEntry[]
beforeAll(async () => {
  open = await openTestStation()
  for (let i = 0; i < 20; i++)
    await open.station.write.transaction((tx) =>
      recordAct(tx, open.station, 'sample.act', `subject-${i}`, { old: i, new: i + 1 }),
    )
  entries = open.station.read.all<AuditEntry>('SELECT * FROM audit ORDER BY seq')
})
afterAll(() => open.close())

function tampered(change: Change): AuditVerdict
function tampered<T>(change: Change, judge: (read: ReadDb) => T): T
function tampered(change: Change, judge: (read: ReadDb) => unknown = verifyAudit) {
  const { paths, keys } = open.station
  return tamper({ path: paths.store, key: keys.store }, change, {
    end: 'ROLLBACK',
    judge: (db) => judge(readerOf(db)),
  })
}

test('the forger of these tests can leave it sound: a chain that was taken out and put back as it was', () => {
  const same = tampered((run, all) => replaceAll(run, all))
  expect(same).toMatchObject({ sound: true, entries: entries.length })
})

test.each(KINDS)('found: %s', (_, change) => {
  const verdict = tampered(change)
  expect(verdict.sound).toBe(false)
  expect(verdict.brokenAt).toBeGreaterThan(0)
})

test('there are at least twenty kinds', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(20)
})

test('a chain that was made anew with its end is told by a signed file that somebody else kept', async () => {
  const path = join(open.temp('kept'), 'audit.ndjson')
  // Of the entries before this one: saving is an act itself.
  await savePeriod(open.station, { from: '2000-01-01', until: '2999-12-31', path })
  entries = open.station.read.all<AuditEntry>('SELECT * FROM audit ORDER BY seq')
  const [bytes, signature] = [readFileSync(path), readFileSync(`${path}.minisig`)]
  const against = (read: ReadDb, file: Uint8Array = bytes) =>
    holdAgainst({ ...open.station, read }, file, signature)
  expect(tampered(() => undefined, against)).toEqual({ entries: entries.length - 1, differs: null })
  expect(tampered(ANEW).sound).toBe(true)
  expect(tampered(ANEW, against).differs).toEqual({ epoch: entries[0]!.epoch, seq: 7 })
  const forged = Buffer.from(bytes.toString().replace('sample.act', 'sample.cat'))
  expect(() =>
    tampered(
      () => undefined,
      (read) => against(read, forged),
    ),
  ).toThrow('SIGNATURE-BAD')
})
