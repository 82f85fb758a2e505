import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeStoreOfVersion } from '../testing/old-store.ts'
import { tempFolders } from '../testing/temp.ts'
import { migrate, MIGRATIONS, schemaOf } from './migrate.ts'
import { createStore, openStore } from './open.ts'
import { configure, openSqlite, type Sqlite } from './sqlite.ts'
import { REPLICATED } from './tables.ts'

const temp = tempFolders()
const KEY = new Uint8Array(32).fill(1)

/** Everything that a schema is and every row in it, but for the version. */
function dump(db: Sqlite): unknown {
  const schema = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
  return { schema, rows: tables.map((name) => db.prepare(`SELECT * FROM ${name as string}`).all()) }
}

test('every replicated table exists in the newest schema', () => {
  const path = join(temp(), 'rekam.db')
  const store = createStore(path, KEY)
  const tables = store.read.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(REPLICATED.map(({ table }) => table)))
  store.close()
})

test('versions count from 1 without gaps', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1))
})

describe('a step that fails halfway', () => {
  test.each([
    [
      'by a wrong statement',
      'CREATE TABLE half (x TEXT) STRICT; INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1)',
    ],
    [
      'by breaking a change trigger',
      'ALTER TABLE site RENAME COLUMN state TO condition; DROP TABLE site_log; CREATE VIEW site_log AS SELECT 1 AS at',
    ],
  ])('%s leaves the file as it was', (_, sql) => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 1, (db) => {
      db.exec(
        "INSERT INTO change_counter VALUES (1, 'e', 0); INSERT INTO site (code, state) VALUES ('mmu', 'open')",
      )
    })
    const db = openSqlite(path, KEY, { create: false })
    configure(db)
    const before = dump(db)
    const steps = [...MIGRATIONS.slice(0, 1), { version: 2, sql }]
    expect(() => migrate(db, steps)).toThrow('STORE-MIGRATION')
    expect(schemaOf(db)).toBe(1)
    expect(dump(db)).toEqual(before)
    db.close()
    openStore(path, KEY).close()
  })
})

test('a migration that has run is not run again', () => {
  const path = join(temp(), 'rekam.db')
  makeStoreOfVersion(path, KEY, MIGRATIONS.length)
  const db = openSqlite(path, KEY, { create: false })
  configure(db)
  const before = dump(db)
  migrate(db)
  expect(dump(db)).toEqual(before)
  db.close()
})

describe('each migration from the version before', () => {
  test('1 to 2: entries of the audit stay, and can no longer be changed or removed', async () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 1, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO audit (epoch, seq, at, actor, act, subject, prev, hash) VALUES ('e', 1, 't', 'a', 'b', 'c', 'p', 'h')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.get('SELECT hash FROM audit')).toEqual({ hash: 'h' })
    await expect(store.write.transaction((tx) => tx.run("UPDATE audit SET actor = 'x'"))).rejects.toThrow(
      'append-only',
    )
    await expect(store.write.transaction((tx) => tx.run('DELETE FROM audit'))).rejects.toThrow('append-only')
    await expect(
      store.write.transaction((tx) =>
        tx.run(
          "INSERT OR REPLACE INTO audit SELECT epoch, seq, at, 'x', act, subject, null, prev, hash FROM audit",
        ),
      ),
    ).rejects.toThrow('append-only')
    expect(store.read.get('SELECT actor FROM audit')).toEqual({ actor: 'a' })
    store.close()
  })

  test('2 to 3: drafts stay as they are, and a queue is there and empty', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 2, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key) VALUES ('d', 'n', 'photo', '{}', 'o', 't', 't', x'00')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.get('SELECT id, step FROM draft')).toEqual({ id: 'd', step: 'photo' })
    expect(store.read.all('SELECT * FROM queue_ticket')).toEqual([])
    store.close()
  })

  test('3 to 4: drafts and their exceptions stay, unapproved, with a photo that nobody has agreed to', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 3, (db) => {
      db.exec(`INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key)
          VALUES ('d', 'n', 'photo', '{}', 'o', 't', 't', x'00');
        INSERT INTO draft_exception (draft, slot, reason) VALUES ('d', 'iris-left', 'netra')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.get('SELECT photo_approved, device_hash FROM draft')).toEqual({
      photo_approved: 0,
      device_hash: null,
    })
    expect(store.read.get('SELECT reason, approved_by, photo_only FROM draft_exception')).toEqual({
      reason: 'netra',
      approved_by: null,
      photo_only: 0,
    })
    store.close()
  })

  test('5 to 6: disks stay, nobody has them yet, and each change of where they are records itself', async () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 5, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state)
          VALUES ('d', 'DISK A', 'rotation', 'teal', 'lemari', 'u', 'ext4', 't', 'paired');
        INSERT INTO copy (packet, disk, volume, level, at) VALUES ('p', 'd', 'v', 'L1', 't')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.get('SELECT place, holder, due_on, state FROM disk')).toEqual({
      place: 'lemari',
      holder: '',
      due_on: null,
      state: 'paired',
    })
    await store.write.transaction((tx) => {
      tx.run("UPDATE disk SET holder = 'Budi', due_on = '2026-12-01'")
      tx.run("INSERT INTO volume_check VALUES ('d', 'v', 'L2', 't')")
    })
    const changes = store.read.all<{ tbl: string; row: string }>('SELECT tbl, row FROM change ORDER BY seq')
    expect(changes.slice(-2).map(({ tbl }) => tbl)).toEqual(['disk', 'volume_check'])
    expect(JSON.parse(changes.at(-2)!.row)).toMatchObject({ holder: 'Budi', due_on: '2026-12-01' })
    store.close()
  })

  test('6 to 7: from now on a change of a register leaves its version; what was there before has none', async () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 6, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO site (code, state) VALUES ('mmu', 'open'), ('batam', 'open')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT * FROM row_version')).toEqual([])
    await store.write.transaction((tx) => tx.run("UPDATE site SET state = 'refusing' WHERE code = 'mmu'"))
    expect(store.read.all('SELECT key, seq FROM row_version')).toEqual([{ key: '["mmu"]', seq: 3 }])
    store.close()
  })

  test('4 to 5: letters of the first version stay as they were, and have an A4 page by the first signer', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 4, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO suket VALUES ('s', 'r', '471.13/1', 'i', 2026, 1, 'issued', '2026-11-23', '2027-05-23', 't', 'QR', NULL, 'o')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.get('SELECT * FROM suket')).toMatchObject({
      number: '471.13/1',
      state: 'issued',
      paper: 'A4',
      signer: 0,
      profile: null,
      paper_at: null,
    })
    store.close()
  })

  test('7 to 8: a station of before has read nothing of what the sites say', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 7)
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT * FROM status_cursor')).toEqual([])
    store.close()
  })

  test('9 to 10: recordings that are print-ready wait for their card, and the ledger of blanks is empty', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 9, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO recording_status VALUES ('r', 'PRINT_READY_RECORD', 't', 1, NULL)`)
    })
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT * FROM card')).toEqual([])
    expect(store.read.get('SELECT coalesce(sum(change), 0) AS stock FROM blank_entry')).toEqual({ stock: 0 })
    store.close()
  })

  test('10 to 11: what waited goes on waiting, found by its index, and nothing waits by itself', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 10, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO recording_status VALUES ('r', 'SENT_FOR_ENROLLMENT', 't', 1, NULL), ('s', 'CARD_ISSUED', 't', 1, NULL)`)
    })
    const store = openStore(path, KEY)
    expect(
      store.read.all(
        `SELECT recording FROM recording_status INDEXED BY recording_pending
         WHERE status IN ('BIO_CAPTURED', 'PROCESSING', 'SENT_FOR_ENROLLMENT')`,
      ),
    ).toEqual([{ recording: 'r' }])
    expect(store.read.all('SELECT * FROM upload_pause')).toEqual([])
    store.close()
  })

  test('11 to 12: a station of before has no notices', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 11)
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT * FROM notice')).toEqual([])
    store.close()
  })

  test('12 to 13: drafts and recordings stay as they are, and nothing is parked or amended', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 12, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key) VALUES ('d', 'n', 'photo', '{}', 'o', 't', 't', x'00');
        INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
          VALUES ('r', 'e', 1, 'recording', 'n', 'a', '1985-03-17', '{}', 't', 'o', 's', 1, 'h', 'p')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.get('SELECT step, kind, amends, parked, alike, called FROM draft')).toEqual({
      step: 'photo',
      kind: 'recording',
      amends: null,
      parked: null,
      alike: null,
      called: null,
    })
    expect(store.read.get('SELECT id, amendment, application FROM recording')).toEqual({
      id: 'r',
      amendment: null,
      application: null,
    })
    store.close()
  })

  test('13 to 14: letters of before are found by their words, and those whose recording comes later', () => {
    const path = join(temp(), 'rekam.db')
    const letter = (id: string, recording: string) =>
      `INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, operator)
       VALUES ('${id}', '${recording}', 'N/${id}', 'i', 2026, 1, 'issued', '2026-01-01', '2026-07-01', 't', '', 'o');`
    const person = (id: string, name: string) =>
      `INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       VALUES ('${id}', '${id}', 1, 'recording', '527', '${name}', '', '{}', 't', 'o', '', 1, '', '');`
    makeStoreOfVersion(path, KEY, 13, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0); ${person('r', 'SITI')} ${letter('a', 'r')}`)
    })
    const store = openStore(path, KEY)
    const words = () =>
      store.read.all<{ text: string }>('SELECT text FROM suket_search ORDER BY n').map((row) => row.text)
    expect(words()).toEqual(['N/a\n527\nSITI'])
    return store.write
      .transaction((tx) => {
        tx.run(letter('b', 'late'))
        tx.run(person('late', ''))
        tx.run("UPDATE recording SET name = 'BUDI' WHERE id = 'late'")
        tx.run("DELETE FROM suket WHERE id = 'a'")
      })
      .then(() => expect(words()).toEqual(['N/b\n527\nBUDI']))
      .finally(() => store.close())
  })

  test('14 to 15: letters of before are found by the corrected name that they show', () => {
    const path = join(temp(), 'rekam.db')
    const person = (id: string, name: string, amends: string) =>
      `INSERT INTO recording (id, epoch, seq, kind, amends, amendment, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
       VALUES ('${id}', '${id}', 1, 'recording', ${amends}, '${name}', '', '{}', 't1', 'o', '', 1, '', '');`
    makeStoreOfVersion(path, KEY, 14, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0); ${person('r', 'SITI', "NULL, NULL, '527'")}
        ${person('k', 'SITTI', `'r', '{"kind":"correction"}', '528'`)}
        INSERT INTO suket (id, recording, number, issuer, year, seq, state, issued_on, expires_on, issued_at, qr, operator)
        VALUES ('a', 'r', 'N/a', 'i', 2026, 1, 'issued', '2026-01-01', '2026-07-01', 't2', '', 'o'),
          ('b', 'r', 'N/b', 'i', 2026, 2, 'issued', '2026-01-01', '2026-07-01', 't0', '', 'o')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT text FROM suket_search ORDER BY n')).toEqual([
      { text: 'N/a\n528\nSITTI' },
      { text: 'N/b\n527\nSITI' },
    ])
    store.close()
  })

  test('15 to 16: captures of before have no signed original', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 15, (db) => {
      db.exec(`INSERT INTO draft (id, nik, step, biodata, operator, created_at, updated_at, key)
          VALUES ('d', '1', 'photo', '{}', 'o', 't', 't', x'00');
        INSERT INTO draft_capture (draft, slot, media, bytes, sha256, meta, version) VALUES ('d', 'photo', 'm', x'01', 's', '{}', 1)`)
    })
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT slot, original, original_sha256 FROM draft_capture')).toEqual([
      { slot: 'photo', original: null, original_sha256: null },
    ])
    store.close()
  })

  test('16 to 17: what is there is counted, and the lists hold it', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 16, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
          VALUES ('r', 'e', 1, 'recording', '527', 'SITI', '', '{}', 't', 'o', '', 7, '', '');
        INSERT INTO recording_status VALUES ('r', 'PRINT_READY_RECORD', 'u', 1, NULL);
        INSERT INTO copy VALUES ('r', 'd', 'v', 'L1', 't')`)
    })
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT recording, state, since, text FROM card_list')).toEqual([
      { recording: 'r', state: 'ready', since: 'u', text: '527\nSITI' },
    ])
    expect(
      store.read.all(
        "SELECT topic, key, n, bytes FROM tally WHERE topic NOT IN ('standing', 'held', 'recorded') ORDER BY topic, key",
      ),
    ).toEqual([
      { topic: 'bag', key: 'fresh', n: 1, bytes: 7 },
      { topic: 'card', key: 'ready', n: 1, bytes: 0 },
      { topic: 'copy', key: 'd L1', n: 1, bytes: 0 },
      { topic: 'received', key: '', n: 0, bytes: 0 },
      { topic: 'recording', key: 'recording', n: 1, bytes: 0 },
      { topic: 'status', key: 'PRINT_READY_RECORD', n: 1, bytes: 0 },
    ])
    store.close()
  })

  test('17 to 18: bags of before carry no print order that anybody waits for', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 17, (db) => {
      db.exec(
        `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, operator) VALUES ('b', 'e', 1, '', '', 1, 1, 'made', 'o')`,
      )
    })
    const store = openStore(path, KEY)
    expect(store.read.all('SELECT count(*) AS n FROM bag_order WHERE bag = ?', ['b'])).toEqual([{ n: 0 }])
    store.close()
  })

  test('19 to 20: recordings are on the board as they are, and nobody has asked for a card or ticked a list', () => {
    const path = join(temp(), 'rekam.db')
    makeStoreOfVersion(path, KEY, 19, (db) => {
      db.exec(`INSERT INTO change_counter VALUES (1, 'e', 0);
        INSERT INTO recording (id, epoch, seq, kind, nik, name, birth_date, biodata, sealed_at, operator, sha256, bytes, head, proof)
          VALUES ('r', 'e', 1, 'recording', 'n', 'a', '', '{}', '2026-01-02T03', 'o', 's', 1, 'h', 'p');
        INSERT INTO recording_status VALUES ('r', 'PROCESSING', '2026-01-03T04', 1, NULL)`)
    })
    const store = openStore(path, KEY)
    expect(
      store.read.get('SELECT sealed, status, since, received, exported, here, held, visits FROM board_list'),
    ).toEqual({
      sealed: '2026-01-02T03',
      status: 'PROCESSING',
      since: '2026-01-03T04',
      received: 0,
      exported: 0,
      here: 1,
      held: 0,
      visits: 0,
    })
    expect(
      store.read.all(
        "SELECT key, n FROM tally WHERE topic IN ('standing', 'held', 'recorded') ORDER BY topic, key",
      ),
    ).toEqual([
      { key: '0', n: 1 },
      { key: 'once', n: 1 },
      { key: 'waiting', n: 1 },
      { key: 'PROCESSING 2026-01-03', n: 1 },
    ])
    store.close()
  })

  test('every version opens with today’s program', { timeout: 300_000 }, () => {
    for (const { version } of MIGRATIONS) {
      const path = join(temp(), 'rekam.db')
      makeStoreOfVersion(path, KEY, version)
      const store = openStore(path, KEY)
      expect(store.check('full')).toEqual([])
      store.close()
    }
  })
})
