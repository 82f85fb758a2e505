import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tempFolders } from '../testing/temp.ts'
import { putAside } from './aside.ts'
import type { ReadDb, WriteDb, WriteTx } from './handles.ts'
import { createStore } from './open.ts'
import { type Tally, type Topic, tallies } from './tally.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

const id = fc.constantFrom('a', 'b', 'c', 'd')
const bag = fc.constantFrom('x', 'y')
const attempt = fc.constantFrom(1, 2)

type Act = (tx: WriteTx) => void
const act = (sql: string, ...params: (string | number | null)[]): Act => {
  return (tx) => tx.run(sql, params)
}
const named = (sql: string, params: Record<string, string | null>): Act => {
  return (tx) => tx.run(sql, params)
}

/** Whatever comes in whatever order, as rows do when two stations are merged. */
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(id, fc.option(id), fc.constantFrom('correction', 'cancellation', 'approval', '{'))
    .map(([r, amends, kind]) =>
      named(
        `INSERT INTO recording (id, epoch, seq, kind, amends, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof, amendment)
       VALUES (:r, 'e', unicode(:r), iif(:amends IS NULL, 'recording', 'amendment'), :amends, 'nik ' || :r, 'name', '', '', 't', '', '', 100, '', '', :amendment)
       ON CONFLICT DO NOTHING`,
        {
          r,
          amends: amends === r ? null : amends,
          amendment: kind === '{' ? kind : JSON.stringify({ kind }),
        },
      ),
    ),
  id.map((r) => act('DELETE FROM recording WHERE id = ?', r)),
  fc
    .tuple(id, fc.constantFrom('BIO_CAPTURED', 'PRINT_READY_RECORD', 'CARD_PRINTED', 'UNREGISTERED'), attempt)
    .map(([r, status, n]) =>
      act(
        `INSERT INTO recording_status (recording, status, at, attempt) VALUES (?, ?, 't', ?)
         ON CONFLICT (recording) DO UPDATE SET status = excluded.status, attempt = excluded.attempt`,
        r,
        status,
        n,
      ),
    ),
  id.map((r) => act('DELETE FROM recording_status WHERE recording = ?', r)),
  fc
    .tuple(
      id,
      fc.constantFrom('ordered', 'granted', 'printed', 'issued'),
      fc.option(fc.constant('o')),
      fc.boolean(),
    )
    .map(([r, state, order, now]) =>
      act(
        `INSERT INTO card (recording, state, order_id, fence, ordered_at, order_epoch) VALUES (?, ?, ?, 1, 'u', iif(?, (SELECT epoch FROM change_counter), 'before'))
       ON CONFLICT (recording) DO UPDATE SET state = excluded.state, order_id = excluded.order_id, order_epoch = excluded.order_epoch`,
        r,
        state,
        order,
        now ? 1 : 0,
      ),
    ),
  id.map((r) => act('DELETE FROM card WHERE recording = ?', r)),
  fc
    .tuple(id, fc.constantFrom('{"at":"s"}', '{"at":"u"}', '{'))
    .map(([r, bytes]) =>
      act("INSERT INTO print_grant VALUES (?, 1, 'mmu', ?, '') ON CONFLICT DO NOTHING", r, bytes),
    ),
  id.map((r) => act('DELETE FROM print_grant WHERE packet = ?', r)),
  fc
    .tuple(fc.constantFrom('mmu', 'batam'), fc.integer({ min: 1, max: 4 }), id, attempt)
    .map(([site, serial, r, n]) =>
      act(
        `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
       VALUES (?, ?, ?, ?, 'R2', 'received', 't', '', '', 'upload') ON CONFLICT DO NOTHING`,
        site,
        serial,
        r,
        n,
      ),
    ),
  fc.integer({ min: 1, max: 4 }).map((serial) => act('DELETE FROM receipt WHERE serial = ?', serial)),
  fc.tuple(bag, fc.constantFrom('making', 'made', 'arrived', 'lost', 'unused')).map(([b, state]) =>
    named(
      `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, operator) VALUES (:b, 'e', unicode(:b), 't', '', 1, 1, :state, '')
       ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
      { b, state },
    ),
  ),
  fc
    .tuple(bag, id, attempt)
    .map(([b, r, n]) => act('INSERT INTO bag_item VALUES (?, ?, ?) ON CONFLICT DO NOTHING', b, r, n)),
  bag.map((b) => act('DELETE FROM bag_item WHERE bag = ?', b)),
  fc
    .tuple(bag, id, fc.constantFrom('k', 'l'))
    .map(([b, r, answer]) =>
      act(
        `INSERT INTO bag_refusal VALUES ('mmu', ?, ?, ?, 1, 'BAG-DAMAGED', 't') ON CONFLICT DO NOTHING`,
        answer,
        r,
        b,
      ),
    ),
  bag.map((b) => act('DELETE FROM bag_refusal WHERE bag = ?', b)),
  fc
    .tuple(id, bag, fc.constantFrom('L0', 'L1', 'L2'))
    .map(([r, disk, level]) =>
      act(
        "INSERT INTO copy VALUES (?, ?, 'v', ?, 't') ON CONFLICT (packet, disk) DO UPDATE SET level = excluded.level",
        r,
        disk,
        level,
      ),
    ),
  bag.map((disk) => act('DELETE FROM copy WHERE disk = ?', disk)),
  fc
    .tuple(id, fc.constantFrom('e', 'f'))
    .map(([r, epoch]) =>
      act("INSERT INTO purged VALUES (?, ?, 't', '', 'gone', '') ON CONFLICT DO NOTHING", r, epoch),
    ),
  fc.constantFrom('e', 'f').map((epoch) => act('DELETE FROM purged WHERE epoch = ?', epoch)),
  fc
    .constantFrom('e', 'f')
    .map((epoch) =>
      act(
        'INSERT INTO change_counter VALUES (1, ?, 0) ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch',
        epoch,
      ),
    ),
  fc.tuple(bag, fc.constantFrom('paired', 'lost', 'retired')).map(([disk, state]) =>
    act(
      `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state) VALUES (?, '', 'rotation', '', '', '', '', 't', ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
      disk,
      state,
    ),
  ),
  bag.map((disk) => act('DELETE FROM disk WHERE id = ?', disk)),
  fc
    .tuple(bag, fc.constantFrom('L1', 'L2'), fc.constantFrom('s', 't', 'u'))
    .map(([disk, level, at]) =>
      act(
        "INSERT INTO volume_check VALUES (?, 'v', ?, ?) ON CONFLICT (disk, volume) DO UPDATE SET level = excluded.level, at = excluded.at",
        disk,
        level,
        at,
      ),
    ),
  bag.map((disk) => act('DELETE FROM volume_check WHERE disk = ?', disk)),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), id, fc.constantFrom('BIO_CAPTURED', 'PRINT_READY_RECORD'))
    .map(([n, r, status]) =>
      act(
        "INSERT INTO card_visit (id, recording, at, status, since, how, operator) VALUES (?, ?, 't', ?, 't', 'nik', '') ON CONFLICT DO NOTHING",
        `v${n}`,
        r,
        status,
      ),
    ),
  fc
    .integer({ min: 1, max: 4 })
    .map((n) => act("UPDATE card_visit SET settled_at = 't' WHERE id = ?", `v${n}`)),
)

const ANSWERED = 'EXISTS (SELECT 1 FROM receipt c WHERE c.packet = i.packet AND c.attempt = i.attempt)'

/** What each tally stands for, counted where it lies. */
const COUNTED: Record<Topic, string> = {
  card: 'SELECT state, count(*), 0 FROM card_list_now GROUP BY 1',
  bag: "SELECT iif(fresh, 'fresh', 'before'), count(*), sum(bytes) FROM bag_wait_now GROUP BY 1",
  answered: `SELECT bag, count(*), 0 FROM bag_item i WHERE ${ANSWERED} GROUP BY 1`,
  received: "SELECT '', count(DISTINCT packet), 0 FROM receipt HAVING count(*) > 0",
  recording: 'SELECT kind, count(*), 0 FROM recording GROUP BY 1',
  status: 'SELECT status, count(*), 0 FROM recording_status GROUP BY 1',
  copy: "SELECT disk || ' ' || level, count(*), 0 FROM copy GROUP BY 1",
  left: 'SELECT epoch, count(*), 0 FROM purged GROUP BY 1',
  'left-on':
    "SELECT c.disk || ' ' || g.epoch, count(*), 0 FROM copy c JOIN purged g ON g.packet = c.packet GROUP BY 1",
  standing: "SELECT status || ' ' || substr(since, 1, 10), count(*), 0 FROM board_list_now GROUP BY 1",
  held: 'SELECT CAST(held AS TEXT), count(*), 0 FROM board_list_now GROUP BY 1',
  recorded: `SELECT key, count(*), 0 FROM (SELECT 'received' AS key FROM board_list_now WHERE received
    UNION ALL SELECT 'waiting' FROM board_list_now WHERE NOT received UNION ALL SELECT 'exported' FROM board_list_now WHERE exported
    UNION ALL SELECT 'once' FROM board_list_now WHERE NOT received AND here + held < 2
    UNION ALL SELECT 'stuck' FROM board_list_now WHERE visits >= 2) GROUP BY 1`,
}

function counted(db: ReadDb, topic: Topic): Tally[] {
  return db.all<Tally>(
    `WITH counted (key, n, bytes) AS (${COUNTED[topic]}) SELECT * FROM counted ORDER BY key`,
  )
}

const many = fc.array(acts, { minLength: 1, maxLength: 40 })

/** Acts that come while the lists stand aside, as in a store that is being restored. */
async function withoutLists(write: WriteDb, todo: readonly Act[]): Promise<void> {
  let bringBack: Act = () => undefined
  await write.transaction((tx) => {
    bringBack = putAside(tx, 'list', 2)
  })
  for (const one of todo) await write.transaction(one)
  await write.transaction(bringBack)
}

test('lists and tallies are what a count would find, whatever comes and goes in whichever order', async () => {
  const store = createStore(join(temp(), 'rekam.db'), KEY)
  const triggers = () => store.read.all("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
  const before = triggers()
  await fc.assert(
    fc.asyncProperty(many, fc.option(many), fc.option(many), async (todo, aside, after) => {
      await store.write.transaction((tx) => {
        for (const table of [
          'bag_item',
          'bag_refusal',
          'receipt',
          'card',
          'print_grant',
          'recording_status',
          'recording',
          'bag',
          'copy',
          'purged',
          'disk',
          'volume_check',
          'card_visit',
        ])
          tx.run(`DELETE FROM ${table}`)
      })
      for (const one of todo) await store.write.transaction(one)
      if (aside) await withoutLists(store.write, aside)
      for (const one of after ?? []) await store.write.transaction(one)
      expect(triggers()).toEqual(before)
      for (const list of ['card_list', 'bag_wait', 'board_list']) {
        const rows = (from: string) => store.read.all(`SELECT * FROM ${from} ORDER BY recording`)
        expect(rows(list)).toEqual(rows(`${list}_now`))
      }
      for (const topic of Object.keys(COUNTED) as Topic[])
        expect({ topic, found: tallies(store.read, topic) }).toEqual({
          topic,
          found: counted(store.read, topic),
        })
    }),
    { numRuns: 160 },
  )
  store.close()
})
