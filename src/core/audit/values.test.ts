import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decrypt, generateIdentity } from '../../lib/age.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { recordAct } from './record-act.ts'
import { destroyValues, settleDestroyed, valuesOf } from './values.ts'
import { verifyAudit } from './verify.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation()
})
afterEach(() => open.close())

const act = (subject: string, values?: unknown) =>
  open.station.write.transaction((tx) => recordAct(tx, open.station, 'sample.act', subject, values))
const place = (seq: number) => ({ epoch: open.station.epoch.id, seq })
const destroy = (...subjects: string[]) =>
  open.station.write.transaction((tx) =>
    destroyValues(tx, subjects, { at: '2026-01-01T00:00:00.000Z', actor: 'penyelia' }),
  )
const wrappedOf = (subject: string) =>
  open.station.read.get<{ id: string; wrapped: Uint8Array | null }>(
    'SELECT id, wrapped FROM audit_key WHERE subject = ?',
    [subject],
  )

test('any run of acts and destructions leaves the values that the model has, and a sound chain', async () => {
  const subject = fc.constantFrom('a', 'b', 'c', '')
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('act' as const), subject, values: fc.jsonValue() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), subject }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const model = new Map<number, { subject: string; json: string; here: boolean }>()
      for (const one of steps) {
        if (one.kind === 'destroy') {
          await destroy(one.subject)
          for (const kept of model.values()) if (kept.subject === one.subject) kept.here = false
          continue
        }
        const { seq } = await act(one.subject, one.values)
        if (one.subject !== '')
          model.set(seq, { subject: one.subject, json: JSON.stringify(one.values), here: true })
        else expect(valuesOf(open.station.read, place(seq))).toBeNull()
      }
      for (const [seq, { json, here }] of model)
        expect(valuesOf(open.station.read, place(seq))).toMatchObject(
          here ? { state: 'here', json } : { state: 'destroyed' },
        )
      const verdict = verifyAudit(open.station.read)
      expect(verdict.sound).toBe(true)
      expect(verdict.values).toBeGreaterThanOrEqual([...model.values()].filter(({ here }) => here).length)
    }),
    { numRuns: 25 },
  )
}, 60_000)

test('a value that is not what its entry committed to, or that does not open, breaks the chain at its entry', async () => {
  const [first, second] = [await act('a', { old: 1, new: 2 }), await act('a', { old: 2, new: 3 })]
  await open.station.write.transaction((tx) =>
    tx.run('UPDATE audit_value SET sealed = (SELECT sealed FROM audit_value WHERE seq = ?) WHERE seq = ?', [
      first.seq,
      second.seq,
    ]),
  )
  expect(valuesOf(open.station.read, place(second.seq))).toEqual({ state: 'damaged' })
  expect(verifyAudit(open.station.read)).toMatchObject({ sound: false, brokenAt: second.seq })
})

test('what travels of a key opens by the recovery identity alone', async () => {
  await act('a', { new: 'x' })
  const { id, wrapped } = wrappedOf('a')!
  const key = open.station.read.get<{ bytes: Uint8Array }>('SELECT bytes FROM audit_key_here WHERE id = ?', [
    id,
  ])!.bytes
  expect(open.station.read.get('SELECT 1 FROM change WHERE tbl = ?', ['audit_key_here'])).toBeUndefined()
  expect(() => decrypt(wrapped!, { identities: [generateIdentity().identity] })).toThrow('AGE-NO-IDENTITY')
  const { sealed } = open.station.read.get<{ sealed: Uint8Array }>(
    'SELECT sealed FROM audit_value WHERE key = ?',
    [id],
  )!
  expect(Buffer.from(sealed).includes(Buffer.from(key))).toBe(false)
})

test('a destroyed key is in no table, not in the log of changes, and does not stay when an older state brings it back', async () => {
  const { seq } = await act('a', { old: 'x', new: 'y' })
  const { id, wrapped } = wrappedOf('a')!
  expect(await destroy('a')).toBe(1)
  expect(await destroy('a')).toBe(0)
  const isClean = () => {
    expect(wrappedOf('a')).toEqual({ id, wrapped: null })
    expect(open.station.read.get('SELECT 1 FROM audit_key_here WHERE id = ?', [id])).toBeUndefined()
    const rows = open.station.read.all<{ row: string }>(
      "SELECT row FROM change WHERE tbl = 'audit_key' AND key = json_array(?)",
      [id],
    )
    expect(rows.map(({ row }) => (JSON.parse(row) as { wrapped: unknown }).wrapped)).toEqual(
      rows.map(() => null),
    )
  }
  isClean()
  await open.station.write.transaction((tx) => {
    tx.run('UPDATE audit_key SET wrapped = ?, destroyed_at = NULL WHERE id = ?', [wrapped!, id])
    settleDestroyed(tx)
  })
  isClean()
  expect(valuesOf(open.station.read, place(seq))).toEqual({ state: 'destroyed' })
  await expect(open.station.write.transaction((tx) => tx.run('DELETE FROM audit_gone'))).rejects.toThrow(
    'append-only',
  )
})

test('amendments and letters are kept under the key of their recording', async () => {
  await open.station.write.transaction((tx) => {
    tx.run(
      `INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key, amends) VALUES ('change', '5272010101900001', 'biodata', '{}', 'x', '', '', x'00', 'first')`,
    )
  })
  const [first, second] = [await act('first', 1), await act('change', 2)]
  await destroy('first')
  for (const { seq } of [first, second])
    expect(valuesOf(open.station.read, place(seq))).toEqual({ state: 'destroyed' })
})
