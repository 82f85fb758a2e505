import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { openStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

test('26 to 27: a grant that comes after its card, as where states are merged, tells the list of cards', async () => {
  const path = join(temp(), 'rekam.db')
  makeStoreOfVersion(path, KEY, 26, (db) => {
    db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
      INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
        VALUES ('r', 'e', 1, 'recording', 'n', 'a', '', '{}', '2026-01-02T03', 'o', 's', 1, 'h', 'p');
      INSERT INTO recording_status VALUES ('r', 'CARD_PRINTED', '2026-01-05', 1, NULL);
      INSERT INTO card (recording, state, order_id, fence, ordered_at) VALUES ('r', 'granted', 'o', 1, '2026-01-03');
      INSERT INTO print_grant VALUES ('r', 1, 'mmu', '{"at":"2026-01-04"}', '');`)
  })
  const store = openStore(path, KEY)
  const states = () =>
    ['card_list', 'card_list_now'].map((list) => store.read.all(`SELECT state FROM ${list}`))
  // Printed by the centre's word after the grant that stands here: what it was printed by is lost.
  expect(states()).toEqual([[{ state: 'claimed' }], [{ state: 'claimed' }]])
  await store.write.transaction((tx) => tx.run('DELETE FROM print_grant'))
  expect(states()).toEqual([[{ state: 'granted' }], [{ state: 'granted' }]])
  await store.write.transaction((tx) =>
    tx.run(`INSERT INTO print_grant VALUES ('r', 1, 'mmu', '{"at":"2026-01-04"}', '')`),
  )
  expect(states()).toEqual([[{ state: 'claimed' }], [{ state: 'claimed' }]])
  store.close()
})
