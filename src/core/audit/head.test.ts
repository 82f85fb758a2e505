import { expect, onTestFinished, test } from 'vitest'
import { readerOf } from '../db/sqlite.ts'
import { openTestStation } from '../testing/index.ts'
import { nextPlace } from './head.ts'
import { recordAct } from './record-act.ts'
import { type Change, KINDS, tamper } from './testing/tampering.ts'
import { verifyAudit } from './verify.ts'

async function peopled() {
  const open = await openTestStation()
  onTestFinished(() => open.close())
  for (let i = 0; i < 20; i++)
    await open.station.write.transaction((tx) =>
      recordAct(tx, open.station, 'sample.act', `subject-${i}`, { old: i, new: i + 1 }),
    )
  return open
}

test('the next act follows the last, and leaves a number out where the end is not the one that was written', async () => {
  const open = await peopled()
  const { paths, keys, epoch } = open.station
  const next = (change: Change) =>
    tamper({ path: paths.store, key: keys.store }, change, {
      end: 'ROLLBACK',
      judge: (db) => nextPlace(readerOf(db), epoch.id).seq,
    })
  expect(next(() => undefined)).toBe(23)
  expect(next((run) => run('DELETE FROM audit WHERE seq > 12'))).toBe(24)
  expect(next((run) => run("DELETE FROM local WHERE key = 'audit-head'"))).toBe(24)
  expect(
    next((run) => {
      run('DELETE FROM audit WHERE seq > 12')
      run("DELETE FROM local WHERE key = 'audit-head'")
    }),
  ).toBe(24)
})

test.each(KINDS)('an act after it is kept, and hides nothing: %s', async (_, change) => {
  const open = await peopled()
  const { paths, keys, epoch } = open.station
  tamper({ path: paths.store, key: keys.store }, change, { end: 'COMMIT', judge: () => undefined })
  for (const subject of ['subject-1', 'subject-2'])
    await open.station.write.transaction((tx) =>
      recordAct(tx, open.station, 'after.act', subject, { of: subject }),
    )
  expect(open.station.read.all("SELECT 1 FROM audit WHERE act = 'after.act'")).toHaveLength(2)
  expect(nextPlace(open.station.read, epoch.id).seq).toBeGreaterThan(2)
  expect(verifyAudit(open.station.read).sound).toBe(false)
})
