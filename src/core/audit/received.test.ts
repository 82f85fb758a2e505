// Chains that other computers wrote: what a restore or a merge brought of them is remembered in this one's own chain.
import { beforeAll, afterAll, expect, test } from 'vitest'
import { readerOf } from '../db/sqlite.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { type AuditEntry, CHAIN_START, entryHash } from './chain.ts'
import { rememberedHead, rememberHead } from './head.ts'
import { recordReceived } from './received.ts'
import { recordAct } from './record-act.ts'
import { type Change, tamper } from './testing/tampering.ts'
import { verifyAudit } from './verify.ts'

const OLD = 'a'.repeat(26)
const OLDER = 'b'.repeat(26)

let open: TestStation
beforeAll(async () => {
  open = await openTestStation()
  const { station } = open
  const own = rememberedHead(station.read)!
  await station.write.transaction((tx) => {
    for (const epoch of [OLD, OLDER])
      for (let i = 0; i < 10; i++)
        recordAct(tx, { ...station, epoch: { id: epoch } }, 'sample.act', `subject-${i}`)
    // The machine that receives them remembers no end of theirs.
    rememberHead(tx, own)
  })
})
afterAll(() => open.close())

const received = () => open.station.read.all("SELECT 1 FROM audit WHERE act = 'audit.received'").length

const tampered = (change: Change) =>
  tamper({ path: open.station.paths.store, key: open.station.keys.store }, change, {
    end: 'ROLLBACK',
    judge: (db) => verifyAudit(readerOf(db)),
  })

test('each end is written down once, and again only where it went on', async () => {
  const { station } = open
  const receive = () => station.write.transaction((tx) => recordReceived(tx, station))
  await receive()
  expect(received()).toBe(2)
  await receive()
  expect(received()).toBe(2)
  await station.write.transaction((tx) => {
    recordAct(tx, { ...station, epoch: { id: OLD } }, 'sample.act', 'more')
    recordAct(tx, station, 'sample.act', 'here')
  })
  await receive()
  expect(received()).toBe(3)
  expect(tampered(() => undefined)).toMatchObject({ sound: true })
})

const KINDS: readonly [string, Change][] = [
  ['the whole chain of another epoch taken out', (run) => run('DELETE FROM audit WHERE epoch = ?', [OLD])],
  ['its end taken out', (run) => run('DELETE FROM audit WHERE epoch = ? AND seq > 8', [OLD])],
  ['its last entry taken out', (run) => run('DELETE FROM audit WHERE epoch = ? AND seq = 10', [OLDER])],
  [
    'made anew, every link fitting',
    (run, all) => {
      let prev = CHAIN_START
      for (const entry of all.filter(({ epoch }) => epoch === OLDER)) {
        const forged: AuditEntry = { ...entry, actor: 'somebody', prev }
        prev = entryHash(forged)
        run(
          'UPDATE audit SET actor = :actor, prev = :prev, hash = :hash WHERE epoch = :epoch AND seq = :seq',
          {
            actor: forged.actor,
            prev: forged.prev,
            hash: prev,
            epoch: OLDER,
            seq: entry.seq,
          },
        )
      }
    },
  ],
]

test.each(KINDS)('found: %s', (_, change) => {
  const verdict = tampered(change)
  expect(verdict.sound).toBe(false)
  expect([OLD, OLDER]).toContain(verdict.epoch)
})
