import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { openStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

test('24 to 25: what stood as received by a collecting post alone waits for the centre again', () => {
  const path = join(temp(), 'rekam.db')
  const packet = (
    id: string,
    seq: number,
  ) => `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator,
    sha256, bytes, head, proof) VALUES ('${id}', 'e', ${seq}, 'recording', 'n', 'a', '', '{}', '2026-01-02T03', 'o', 's${seq}', 1, 'h', 'p');
    INSERT INTO recording_status VALUES ('${id}', 'RECEIVED_AT_CENTRAL', '2026-01-03T04', 1, NULL);`
  const receipt = (site: string, serial: number, id: string, grade: string) =>
    `INSERT INTO receipt VALUES ('${site}', ${serial}, '${id}', 1, '${grade}', 'RECEIVED_AT_CENTRAL', '2026-01-03T04', 'b', 's', 'bag');`
  makeStoreOfVersion(path, KEY, 24, (db) => {
    db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0); ${packet('r', 1)} ${packet('c', 2)}
      ${receipt('pos-5272', 1, 'r', 'post')} ${receipt('pos-5272', 2, 'c', 'post')} ${receipt('mmu', 1, 'c', 'central')}`)
  })
  const store = openStore(path, KEY)
  expect(store.read.all('SELECT recording, status FROM recording_status ORDER BY recording')).toEqual([
    { recording: 'c', status: 'RECEIVED_AT_CENTRAL' },
    { recording: 'r', status: 'SENT_FOR_ENROLLMENT' },
  ])
  expect(store.read.all('SELECT site, packet FROM receipt')).toEqual([{ site: 'mmu', packet: 'c' }])
  expect(store.read.all('SELECT serial, packet FROM post_receipt ORDER BY serial')).toEqual([
    { serial: 1, packet: 'r' },
    { serial: 2, packet: 'c' },
  ])
  expect(store.read.all('SELECT recording, fresh FROM bag_wait')).toEqual([{ recording: 'r', fresh: 1 }])
  expect(store.read.get("SELECT n FROM tally WHERE topic = 'received'")).toEqual({ n: 1 })
  store.close()
})
