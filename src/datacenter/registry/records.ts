import { CENTRAL_STATUSES, type CentralStatus } from '../../contract/status.ts'
import { isFinalStatus } from '../../contract/status-transitions.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'
import type { Facts } from '../penunggalan/facts.ts'

const FINAL_STATUSES = CENTRAL_STATUSES.filter(isFinalStatus)
const FINAL = FINAL_STATUSES.map((status) => `'${status}'`).join(', ')

/** The case of one resident at a site. */
export interface Record {
  packet: string
  sha256: string
  attempt: number
  station: string
  supersedes: string | null
  nik: string
  name: string
  name_key: string
  birth_date: string
  mother_key: string
  /** 1 where nothing that a record needs is missing from the packet. */
  complete: number
  /** 1 where biodata contradict each other in no way that a Dinas has to look at. */
  valid: number
  status: CentralStatus
  status_at: string
  /** Of whom decided the status; 0 before any decision. */
  term: number
  /** When penunggalan looks at it; null when it has decided. */
  due_at: string | null
  /** What penunggalan found: the other packets, by reason. */
  found: string | null
  /** Another packet of the same person that is final as well: found after a split. Neither may be printed before a person decided. */
  conflict: string | null
}

export async function recordOf(db: SqlReader, packet: string): Promise<Record | undefined> {
  return db.get('SELECT * FROM record WHERE packet = ?', [packet])
}

/** A recording that was cancelled: no likeness of anybody. */
export function isVoid({ complete, conflict }: Pick<Record, 'complete' | 'conflict'>): boolean {
  return complete === 0 && conflict !== null
}

export interface NewRecord {
  readonly packet: string
  readonly sha256: string
  readonly attempt: number
  readonly station: string
  readonly facts: Facts
  readonly at: string
  readonly dueAt: string
}

/** A received recording becomes a case; a higher attempt of the same packet begins its case anew. */
export async function putRecord(tx: SqlTx, of: NewRecord): Promise<void> {
  const { packet, sha256, attempt, station, facts, at, dueAt } = of
  await tx.run(
    `INSERT INTO record (packet, sha256, attempt, station, supersedes, nik, name, name_key, birth_date, mother_key, complete, valid,
       status, status_at, term, due_at, found)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RECEIVED_AT_CENTRAL', ?, 0, ?, NULL)
     ON CONFLICT (packet) DO UPDATE SET attempt = excluded.attempt, status = excluded.status, status_at = excluded.status_at, term = 0,
       due_at = excluded.due_at, found = NULL WHERE record.attempt < excluded.attempt`,
    [
      packet,
      sha256,
      attempt,
      station,
      facts.supersedes ?? null,
      facts.nik,
      facts.name,
      facts.nameKey,
      facts.birthDate,
      facts.motherKey,
      Number(facts.complete),
      Number(facts.valid),
      at,
      dueAt,
    ],
  )
  for (const [finger, identity] of facts.fingers) {
    await tx.run(
      'INSERT INTO record_finger (packet, finger, identity) VALUES (?, ?, ?) ON CONFLICT (packet, finger) DO NOTHING',
      [packet, finger, identity],
    )
  }
}

/** A moment, and until when a case may have to wait: what is due after that was dated by a clock that ran ahead, and is due now. */
export interface Due {
  readonly now: string
  readonly until: string
}

/** What is due now, oldest first, and then what a clock that ran ahead dated; each by the index, however much waits or is done. */
async function dueOf(db: SqlReader, { now, until }: Due, limit: number, more = ''): Promise<Record[]> {
  const asked = (when: string, at: string, most: number) =>
    db.all<Record>(`SELECT * FROM record WHERE due_at ${when} ? ${more} ORDER BY due_at, packet LIMIT ?`, [
      at,
      most,
    ])
  const due = await asked('<=', now, limit)
  return due.length < limit ? [...due, ...(await asked('>', until, limit - due.length))] : due
}

/** Cases that penunggalan is due to look at, oldest first. */
export function dueRecords(db: SqlReader, when: Due, limit: number): Promise<Record[]> {
  return dueOf(db, when, limit)
}

/** Those of them that are final already: a twin may have come up since. */
export function dueFinalRecords(db: SqlReader, when: Due, limit: number): Promise<Record[]> {
  return dueOf(db, when, limit, `AND status IN (${FINAL})`)
}

/** Those that were held to be another's double, or in conflict with it, and of which no person said so: looked at again without it. */
export async function freeFrom(tx: SqlTx, packet: string, at: string): Promise<void> {
  await tx.run(
    `UPDATE record SET due_at = ?, conflict = CASE WHEN conflict = ? THEN NULL ELSE conflict END
     WHERE (conflict = ? OR (status IN ('DUPLICATE_RECORD', 'ADJUDICATE_RECORD') AND ' ' || coalesce(found, '') || ' ' LIKE ?))
       AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.packet = record.packet AND d.attempt = record.attempt AND d.decided = 'DUPLICATE_RECORD')`,
    [at, packet, packet, `%:${packet} %`],
  )
}

/** Sets what was decided. What is final and goes on to its card is still looked at, if it was due: a twin may have come up. */
export async function setRecordStatus(
  tx: SqlTx,
  packet: string,
  to: { status: CentralStatus; at: string; term: number; found?: string | null },
): Promise<void> {
  await tx.run(
    `UPDATE record SET status = ?, status_at = ?, term = ?, found = coalesce(?, found),
       due_at = CASE WHEN status IN (${isFinalStatus(to.status) ? FINAL : "''"}) THEN due_at END WHERE packet = ?`,
    [to.status, to.at, to.term, to.found ?? null, packet],
  )
}

/** Penunggalan looks at it again. */
export async function setDue(tx: SqlTx, packet: string, at: string): Promise<void> {
  await tx.run('UPDATE record SET due_at = ? WHERE packet = ?', [at, packet])
}
