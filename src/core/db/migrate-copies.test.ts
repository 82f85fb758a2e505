import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { openStore } from './open.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

/** A recording with a copy on a paired disk, proven at a moment. */
const held = (id: string, seq: number, at: string) => `
  INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
    VALUES ('${id}', 'e', ${seq}, 'recording', 'n', 'N', 'b', '{}', '2026-11-23', 'o', 's', 1, 'h', '');
  INSERT INTO copy VALUES ('${id}', 'd', 'v', 'L1', '${at}');`
const ONE = `INSERT INTO change_counter VALUES (1, 'e', 0);
  INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state) VALUES ('d', 'D', 'rotation', 'red', '', '', 'ext4', 't', 'paired');`

test('21 to 22: the board counts on as before; no copies proven in days to come once it knows the day, and this computer not where a file was missed', async () => {
  const path = join(temp(), 'rekam.db')
  makeStoreOfVersion(path, KEY, 21, (db) => {
    db.exec(`${ONE} ${held('r', 1, '2026-11-23')} ${held('s', 2, '2036-11-23')}`)
  })
  const store = openStore(path, KEY)
  const figures = () => store.read.all('SELECT recording, held FROM board_list_now ORDER BY recording')
  expect(figures()).toEqual([
    { recording: 'r', held: 1 },
    { recording: 's', held: 1 },
  ])
  expect(store.read.all('SELECT recording, held FROM board_list ORDER BY recording')).toEqual(figures())
  await store.write.transaction((tx) => {
    tx.run("UPDATE board_since SET since = '2026-11-01', until = '2026-11-24'")
    // The trigger of migration 20 asks the view as it is now.
    tx.run("UPDATE copy SET level = 'L2' WHERE packet IN ('r', 's')")
  })
  expect(figures()).toMatchObject([{ held: 1 }, { held: 0 }])
  expect(store.read.all('SELECT recording, held FROM board_list ORDER BY recording')).toEqual(figures())
  const here = () =>
    store.read.all<{ here: number }>('SELECT here FROM board_list ORDER BY recording').map((row) => row.here)
  expect(here()).toEqual([1, 1])
  await store.write.transaction((tx) => tx.run("INSERT INTO packet_absent VALUES ('s', '2026-11-24')"))
  expect(here()).toEqual([1, 0])
  await store.write.transaction((tx) => tx.run('DELETE FROM packet_absent'))
  expect(here()).toEqual([1, 1])
  store.close()
})
