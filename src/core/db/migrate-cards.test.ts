import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { openStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

test('22 to 23: cards that were sent here wait to be handed over, the others stay where they were', async () => {
  const path = join(temp(), 'rekam.db')
  const recordings = [
    ['a', 'CARD_SHIPPED'],
    ['b', 'CARD_SHIPPED'],
    ['c', 'CARD_PRINTED'],
    ['d', 'PRINT_READY_RECORD'],
  ]
  makeStoreOfVersion(path, KEY, 22, (db) => {
    db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0)`)
    for (const [n, [id, status]] of recordings.entries())
      db.exec(`INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
          VALUES ('${id}', 'e', ${n + 1}, 'recording', '527', 'SITI', '', '{}', 't', 'o', '', 7, '', '');
        INSERT INTO recording_status VALUES ('${id}', '${status}', 'u', 1, NULL)`)
    db.exec(
      `INSERT INTO card (recording, state, order_id, fence, ordered_at) VALUES ('b', 'ordered', 'x', 0, 't')`,
    )
  })
  const store = openStore(path, KEY)
  const listed = () => store.read.all('SELECT recording, state, since FROM card_list ORDER BY recording')
  const counted = () => store.read.all(`SELECT key, n FROM tally WHERE topic = 'card' AND n > 0 ORDER BY key`)
  expect(listed()).toEqual([
    { recording: 'a', state: 'printed', since: 'u' },
    { recording: 'b', state: 'printed', since: 'u' },
    // Of migration 24.
    { recording: 'c', state: 'claimed', since: 'u' },
    { recording: 'd', state: 'ready', since: 'u' },
  ])
  expect(counted()).toEqual([
    { key: 'claimed', n: 1 },
    { key: 'printed', n: 2 },
    { key: 'ready', n: 1 },
  ])
  await store.write.transaction((tx) =>
    tx.run(`UPDATE recording_status SET status = 'CARD_SHIPPED' WHERE recording IN ('c', 'd')`),
  )
  expect(counted()).toEqual([{ key: 'printed', n: 4 }])
  store.close()
})

test('23 to 24: cards whose row was lost stand there by the word of the centre, and what it calls handed over is', () => {
  const path = join(temp(), 'rekam.db')
  const recordings = [
    ['a', 'SENT_FOR_CARD_PRINTING', null],
    ['b', 'CARD_PRINTED', null],
    ['c', 'CARD_PRINTED', 'ordered'],
    ['d', 'CARD_PRINTED', 'granted'],
    ['e', 'SENT_FOR_CARD_PRINTING', 'granted'],
    ['f', 'CARD_SHIPPED', 'granted'],
    ['g', 'CARD_ISSUED', 'printed'],
    ['h', 'CARD_ISSUED', null],
  ] as const
  makeStoreOfVersion(path, KEY, 23, (db) => {
    db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0)`)
    for (const [n, [id, status, state]] of recordings.entries()) {
      db.exec(`INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
          VALUES ('${id}', 'e', ${n + 1}, 'recording', '527', 'SITI', '', '{}', 't', 'o', '', 7, '', '');
        INSERT INTO recording_status VALUES ('${id}', '${status}', '2026-11-24T01:00:00.000Z', 1, NULL);
        INSERT INTO print_grant VALUES ('${id}', 4, 'mmu', '{"at":"2026-11-23T01:00:00.000Z"}', '')`)
      if (state !== null)
        db.exec(
          `INSERT INTO card (recording, state, order_id, fence, ordered_at) VALUES ('${id}', '${state}', 'x', 4, 't')`,
        )
    }
  })
  const store = openStore(path, KEY)
  const states = Object.fromEntries(
    store.read
      .all<{ recording: string; state: string }>('SELECT recording, state FROM card_list')
      .map(({ recording, state }) => [recording, state]),
  )
  expect(states).toEqual({
    a: 'claimed',
    b: 'claimed',
    c: 'ordered',
    d: 'claimed',
    e: 'granted',
    f: 'printed',
    g: 'issued',
  })
  expect(store.read.all(`SELECT key, n FROM tally WHERE topic = 'card' AND n > 0 ORDER BY key`)).toEqual(
    ['claimed', 'granted', 'issued', 'ordered', 'printed'].map((key) => ({
      key,
      n: key === 'claimed' ? 3 : 1,
    })),
  )
  store.close()
})

test('28 to 29: what an earlier epoch was granted waits for its right again, what this one was stays', () => {
  const path = join(temp(), 'rekam.db')
  makeStoreOfVersion(path, KEY, 28, (db) => {
    db.exec(`INSERT INTO change_counter VALUES (1, 'before', 0)`)
    for (const [n, [id, state]] of [
      ['a', 'granted'] as const,
      ['b', 'ordered'] as const,
      ['c', 'printed'] as const,
      ['d', 'granted'] as const,
    ].entries()) {
      db.exec(`INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
          VALUES ('${id}', 'e', ${n + 1}, 'recording', '527', 'SITI', '', '{}', 't', 'o', '', 7, '', '');
        INSERT INTO recording_status VALUES ('${id}', 'SENT_FOR_CARD_PRINTING', 'u', 1, NULL)`)
      if (id === 'd') db.exec(`UPDATE change_counter SET epoch = 'now'`)
      db.exec(
        `INSERT INTO card (recording, state, order_id, fence, ordered_at) VALUES ('${id}', '${state}', 'x', 4, 't')`,
      )
    }
  })
  const store = openStore(path, KEY)
  expect(
    store.read.all(
      'SELECT recording, order_epoch, l.state FROM card JOIN card_list l USING (recording) ORDER BY recording',
    ),
  ).toEqual([
    { recording: 'a', order_epoch: null, state: 'ordered' },
    { recording: 'b', order_epoch: null, state: 'ordered' },
    { recording: 'c', order_epoch: null, state: 'printed' },
    { recording: 'd', order_epoch: 'now', state: 'granted' },
  ])
  expect(store.read.all(`SELECT key, n FROM tally WHERE topic = 'card' AND n > 0 ORDER BY key`)).toEqual([
    { key: 'granted', n: 1 },
    { key: 'ordered', n: 2 },
    { key: 'printed', n: 1 },
  ])
  store.close()
})
