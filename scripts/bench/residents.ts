// The resident list at a million rows (issue: speed): its import against `sqlite3 .import` of the same file into the same tables, indices and words; its
// search, letter by letter, against that base's own FTS5 queries; its memory. REKAM_BENCH_RESIDENTS=100000 is the quick form.
import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openBase, searchResidents } from '../../src/core/resident/index.ts'
import { inChild } from './disk/rig.ts'
import { forget, inFolder, ms, run, timed } from './disk/tools.ts'
import { chances, makeList, sampleRow } from './residents/make-list.ts'
import { type BenchResult, median, result } from './result.ts'

const ROWS = Number(process.env['REKAM_BENCH_RESIDENTS'] ?? 1_000_000)
const SEARCHED = 300
const SHOWN = 50
const KEY = '07'.repeat(32)
const COLUMNS = {
  nik: 0,
  kk: 1,
  name: 2,
  birthPlace: 3,
  birthDate: 4,
  sex: 5,
  mother: 6,
  address: 7,
  rt: 8,
  rw: 9,
  village: 10,
}

/** The peer: no checks, no order, no encryption. */
const PEER = `
CREATE TABLE resident (nik TEXT, kk TEXT, name TEXT, birth_place TEXT, birth_date TEXT, sex TEXT, mother TEXT, address TEXT, rt TEXT, rw TEXT, village TEXT);
CREATE VIRTUAL TABLE word USING fts5(words, content='', detail='none', columnsize=0, prefix='1 2 3 4', tokenize="ascii");
.import --csv --skip 1 'CSV' resident
CREATE INDEX resident_nik ON resident (nik);
CREATE INDEX resident_kk ON resident (kk);
BEGIN;
INSERT INTO word (rowid, words) SELECT rowid, lower(name || ' ' || village) || ' 2' || birth_date FROM resident;
COMMIT;
INSERT INTO word (word) VALUES ('optimize');
`

interface Times {
  readonly ours: number[]
  readonly theirs: number[]
}

const at = (times: readonly number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)]!

/** Each name letter by letter, as it is typed. */
function typed(list: string, peer: string): Times {
  const base = openBase(list, Buffer.from(KEY, 'hex'))!
  const db = new Database(peer, { readonly: true })
  const query = db.prepare(
    'SELECT r.nik, r.name, r.birth_date, r.village FROM word JOIN resident r ON r.rowid = word.rowid WHERE word MATCH ? ORDER BY word.rowid LIMIT 50',
  )
  const times: Times = { ours: [], theirs: [] }
  const chance = chances(99)
  for (let n = 0; n < SEARCHED; n++) {
    const name = sampleRow(n, chance)[2]!.toLowerCase()
    for (let end = 1; end <= name.length; end++) {
      const text = name.slice(0, end)
      let began = performance.now()
      searchResidents(base.read, { text, limit: SHOWN })
      times.ours.push(performance.now() - began)
      const words = text.trim().split(' ')
      const match = words
        .map((word, i) => (i === words.length - 1 ? `"${word}" *` : `"${word}"`))
        .join(' AND ')
      began = performance.now()
      query.all(match)
      times.theirs.push(performance.now() - began)
    }
  }
  base.close()
  db.close()
  return times
}

/** Needs `sqlite3` as the peer; elsewhere it says that it could not measure. */
export function benchResidents(): Promise<BenchResult[]> {
  return inFolder(async (folder) => {
    const csv = join(folder, 'list.csv')
    await makeList(csv, ROWS)
    const list = join(folder, 'residents.db')
    const peer = join(folder, 'peer.db')
    const job = {
      path: csv,
      columns: COLUMNS,
      mode: 'add' as const,
      list: join(folder, 'none.db'),
      beside: list,
      key: KEY,
      now: '2026-11-26T00:00:00.000Z',
      by: 'bench',
      file: 'list.csv',
    }
    forget()
    const ours = await inChild({ task: 'residents', job })
    forget()
    const theirs = await timed(() => run('sqlite3', [peer], {}, '/', PEER.replace('CSV', csv)))
    const { ours: mine, theirs: peers } = typed(list, peer)
    const mb = (path: string) => `${(statSync(path).size / 1e6).toFixed(0)} MB`
    const p99 = at(mine, 0.99)
    return [
      result(
        'import of residents against sqlite3 .import',
        ours.ms / theirs,
        10,
        `${ms(ours.ms)} to ${ms(theirs)}; ${ROWS} rows, ${mb(list)} to ${mb(peer)}`,
      ),
      result(
        'memory of the import against 300 MB',
        ours.mb / 300,
        1,
        `${ours.mb.toFixed(0)} MB in a process of its own`,
      ),
      result(
        'search of residents, p99 of a letter against 15 ms',
        p99 / 15,
        1,
        `${p99.toFixed(1)} ms, half of them ${median(mine).toFixed(1)} ms; ${mine.length} letters`,
      ),
      result(
        "search against sqlite3's own FTS5, p99",
        p99 / at(peers, 0.99),
        2,
        `${p99.toFixed(1)} to ${at(peers, 0.99).toFixed(1)} ms`,
      ),
    ]
  })
}
