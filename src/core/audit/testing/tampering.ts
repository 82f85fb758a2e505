// What somebody who holds the database's key and drops the triggers can do to the audit, kind by kind.
import type { SqlParams } from '../../db/handles.ts'
import { openSqlite, type Sqlite } from '../../db/sqlite.ts'
import { type AuditEntry, CHAIN_START, entryHash } from '../chain.ts'

const OTHER = '01AN0THERSTAT10NSEP0CHXXXX'

export type Change = (run: (sql: string, params?: SqlParams) => void, all: readonly AuditEntry[]) => void

const insert = (entry: AuditEntry): [string, SqlParams] => [
  `INSERT INTO audit (epoch, seq, at, actor, act, subject, commitment, prev, hash)
   VALUES (:epoch, :seq, :at, :actor, :act, :subject, :commitment, :prev, :hash)`,
  { ...entry },
]

/** The chain from an entry on, made again so that every link fits: what a forger without a memory of heads would do. */
function rebuilt(all: readonly AuditEntry[], change: (entry: AuditEntry) => AuditEntry): AuditEntry[] {
  const made: AuditEntry[] = []
  for (const entry of all) {
    const next = { ...change(entry), seq: made.length + 1, prev: made.at(-1)?.hash ?? CHAIN_START }
    made.push({ ...next, hash: entryHash(next) })
  }
  return made
}

export const replaceAll = (run: Parameters<Change>[0], made: readonly AuditEntry[]) => {
  run('DELETE FROM audit')
  for (const entry of made) run(...insert(entry))
}

const edit =
  (column: keyof AuditEntry, value: string): Change =>
  (run) =>
    run(`UPDATE audit SET ${column} = ? WHERE seq = 7`, [value])

/** At least twenty acts are there, each with values. */
export const KINDS: readonly [string, Change][] = [
  ['another author', edit('actor', 'somebody')],
  ['another act', edit('act', 'suket.issue')],
  ['another person acted on', edit('subject', 'somebody-else')],
  ['another time', edit('at', '2020-01-01T00:00:00.000Z')],
  ['another commitment to the values', edit('commitment', 'ab'.repeat(32))],
  ['no commitment at all', (run) => run('UPDATE audit SET commitment = NULL WHERE seq = 7')],
  ['another link to the entry before', edit('prev', 'cd'.repeat(32))],
  ['another hash', edit('hash', 'ef'.repeat(32))],
  [
    'an edit whose own hash was made again',
    (run, all) => {
      const forged = { ...all[6]!, actor: 'somebody' }
      run('UPDATE audit SET actor = ?, hash = ? WHERE seq = 7', [forged.actor, entryHash(forged)])
    },
  ],
  [
    'an edit after which the whole chain was made again',
    (run, all) =>
      replaceAll(
        run,
        rebuilt(all, (entry) => (entry.seq === 7 ? { ...entry, actor: 'somebody' } : entry)),
      ),
  ],
  ['an entry taken out', (run) => run('DELETE FROM audit WHERE seq = 7')],
  ['the first entry taken out', (run) => run('DELETE FROM audit WHERE seq = 1')],
  ['the last entry taken out', (run, all) => run('DELETE FROM audit WHERE seq = ?', [all.length])],
  ['the last ten taken out', (run, all) => run('DELETE FROM audit WHERE seq > ?', [all.length - 10])],
  ['everything taken out', (run) => run('DELETE FROM audit')],
  [
    'an entry taken out, and the chain made again without it',
    (run, all) =>
      replaceAll(
        run,
        rebuilt(
          all.filter(({ seq }) => seq !== 7),
          (entry) => entry,
        ),
      ),
  ],
  [
    'two entries that changed places',
    (run, all) => {
      run('DELETE FROM audit WHERE seq IN (7, 8)')
      run(...insert({ ...all[6]!, seq: 8 }))
      run(...insert({ ...all[7]!, seq: 7 }))
    },
  ],
  [
    'an entry put in between',
    (run, all) => {
      run('UPDATE audit SET seq = -seq WHERE seq > 7')
      run(...insert({ ...all[6]!, seq: 8, prev: all[6]!.hash }))
      run('UPDATE audit SET seq = 1 - seq WHERE seq < 0')
    },
  ],
  [
    'an entry put behind the last, linked well',
    (run, all) => {
      const last = all.at(-1)!
      const forged = { ...last, seq: last.seq + 1, prev: last.hash, act: 'suket.issue' }
      run(...insert({ ...forged, hash: entryHash(forged) }))
    },
  ],
  ['an entry repeated', (run, all) => run(...insert({ ...all[6]!, seq: all.length + 1 }))],
  ['a gap in the numbers', (run) => run('UPDATE audit SET seq = seq + 1000 WHERE seq > 15')],
  ['an entry moved to another epoch', (run) => run('UPDATE audit SET epoch = ? WHERE seq = 7', [OTHER])],
  ['the whole chain under another epoch', (run) => run('UPDATE audit SET epoch = ?', [OTHER])],
  [
    'a chain of another epoch that does not begin at its beginning',
    (run, all) => {
      const forged = { ...all[6]!, epoch: OTHER, seq: 1 }
      run(...insert({ ...forged, hash: entryHash(forged) }))
    },
  ],
  [
    'a forged head',
    (run, all) =>
      run("UPDATE local SET value = replace(value, ?, ?) WHERE key = 'audit-head'", [
        ` ${all.length} `,
        ` ${all.length - 2} `,
      ]),
  ],
  ['a head taken out', (run) => run("DELETE FROM local WHERE key = 'audit-head'")],
  [
    'the end and the head taken out together',
    (run, all) => {
      run('DELETE FROM audit WHERE seq > ?', [all.length - 3])
      run("DELETE FROM local WHERE key = 'audit-head'")
    },
  ],
  [
    'everything taken out, and the head',
    (run) => {
      run('DELETE FROM audit')
      run("DELETE FROM local WHERE key = 'audit-head'")
    },
  ],
  [
    'everything taken out, the head, the values and what the log of changes says of it',
    (run) => {
      run('DELETE FROM audit')
      run('DELETE FROM audit_value')
      run("DELETE FROM local WHERE key = 'audit-head'")
      run('DELETE FROM change')
    },
  ],
  [
    'a letter moved from one field to the next',
    (run, all) => {
      const { actor, act } = all[6]!
      run('UPDATE audit SET actor = ?, act = ? WHERE seq = 7', [`${actor}${act[0]}`, act.slice(1)])
    },
  ],
]

/** The whole chain made anew, its remembered end too: what this machine alone can no longer tell. */
export const ANEW: Change = (run, all) => {
  const made = rebuilt(all, (entry) => (entry.seq === 7 ? { ...entry, actor: 'somebody' } : entry))
  replaceAll(run, made)
  const last = made.at(-1)!
  run("UPDATE local SET value = ? WHERE key = 'audit-head'", [`${last.epoch} ${last.seq} ${last.hash}`])
}

/** Does it to a store, and then what is to be seen of it; `COMMIT` keeps it, `ROLLBACK` does not. Fails where a statement changed nothing. */
export function tamper<T>(
  store: { readonly path: string; readonly key: Uint8Array },
  change: Change,
  { end, judge }: { end: 'COMMIT' | 'ROLLBACK'; judge: (db: Sqlite) => T },
): T {
  const db = openSqlite(store.path, store.key, { create: false })
  try {
    db.exec('BEGIN')
    const triggers = db.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'",
    )
    for (const name of triggers.pluck().all()) db.exec(`DROP TRIGGER ${name as string}`)
    const all = db.prepare('SELECT * FROM audit ORDER BY seq').all() as AuditEntry[]
    change((sql, params = []) => {
      if (db.prepare(sql).run(params).changes === 0) throw new Error(`nothing changed: ${sql}`)
    }, all)
    return judge(db)
  } finally {
    db.exec(end)
    db.close()
  }
}
