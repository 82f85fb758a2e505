import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { openStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

test('25 to 26: what lies in bags lies there still; a refusal frees it, and its taking away does not', async () => {
  const path = join(temp(), 'rekam.db')
  makeStoreOfVersion(path, KEY, 25, (db) => {
    db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
      INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
        VALUES ('r', 'e', 1, 'recording', 'n', 'a', '', '{}', '2026-01-02T03', 'o', 's', 1, 'h', 'p');
      INSERT INTO recording_status VALUES ('r', 'BIO_CAPTURED', '2026-01-03T04', 1, NULL);
      INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, operator) VALUES ('b', 'e', 1, '', '', 1, 1, 'arrived', 'o');
      INSERT INTO bag_item VALUES ('b', 'r', 1);`)
  })
  const store = openStore(path, KEY)
  const fresh = () => store.read.get('SELECT fresh FROM bag_wait')
  expect(fresh()).toEqual({ fresh: 0 })
  await store.write.transaction((tx) =>
    tx.run(`INSERT INTO bag_refusal VALUES ('mmu', 'a', 'r', 'b', 1, 'BAG-DAMAGED', 't')`),
  )
  expect(fresh()).toEqual({ fresh: 1 })
  // It travels as every table of this kind: the change was recorded.
  expect(store.read.get(`SELECT count(*) AS n FROM change WHERE tbl = 'bag_refusal'`)).toEqual({ n: 1 })
  await store.write.transaction((tx) => tx.run('DELETE FROM bag_refusal'))
  expect(fresh()).toEqual({ fresh: 0 })
  store.close()
})
