import { newId } from '../../formats/id.ts'
import { encrypt } from '../../lib/age.ts'
import { concat, shred, text, utf8 } from '../../lib/bytes.ts'
import { NONCE_BYTES, openBytes, sealBytes } from '../../lib/seal-bytes.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'

const SALT = 32

interface KeyRow {
  id: string
  bytes: Uint8Array
}

/** What an act is filed under: a recording with all that amends it and its letters is one case; any other subject is its own. */
function caseOf(read: ReadDb, subject: string): string {
  return read.get<{ id: string }>(
    `SELECT coalesce((SELECT coalesce(amends, id) FROM recording WHERE id = :subject), (SELECT coalesce(amends, id) FROM draft WHERE id = :subject),
       (SELECT recording FROM suket WHERE id = :subject), :subject) AS id`,
    { subject },
  )!.id
}

const contextOf = ({ epoch, seq }: Place) => `rekam-audit-value-v1 ${epoch} ${seq}`

interface Place {
  readonly epoch: string
  readonly seq: number
}

/** One act's values as they are kept. */
export interface Keeping extends Place {
  readonly subject: string
  /** ISO 8601 UTC. */
  readonly at: string
  readonly salt: Uint8Array
  /** The JSON that the commitment covers. */
  readonly json: string
  /** age recipient of the Dinas' recovery identity. */
  readonly recovery: string
}

/** The case's key on this machine, made where there is none: bare in the encrypted database, wrapped to the recovery recipient in what travels. */
function keyFor(tx: WriteTx, { epoch, at, recovery, ...of }: Keeping, random: Random): KeyRow {
  const subject = caseOf(tx, of.subject)
  const there = tx.get<KeyRow>(
    'SELECT h.id, h.bytes FROM audit_key k JOIN audit_key_here h ON h.id = k.id WHERE k.subject = ? LIMIT 1',
    [subject],
  )
  if (there) return there
  const made = { id: newId(random), bytes: random(32) }
  const { sealed, fileKey } = encrypt(made.bytes, { recipients: [recovery] })
  shred(fileKey)
  tx.run('INSERT INTO audit_key (id, subject, epoch, wrapped, made_at) VALUES (?, ?, ?, ?, ?)', [
    made.id,
    subject,
    epoch,
    sealed,
    at,
  ])
  tx.run('INSERT INTO audit_key_here (id, bytes) VALUES (?, ?)', [made.id, made.bytes])
  return made
}

type Random = (bytes: number) => Uint8Array

/** Keeps an act's values under its case's key, in the act's transaction. */
export function keepValues(tx: WriteTx, of: Keeping, random: Random): void {
  const key = keyFor(tx, of, random)
  const plain = concat(of.salt, utf8(of.json))
  const sealed = sealBytes(plain, key.bytes, random(NONCE_BYTES), contextOf(of))
  shred(plain)
  tx.run('INSERT INTO audit_value (epoch, seq, key, sealed) VALUES (?, ?, ?, ?)', [
    of.epoch,
    of.seq,
    key.id,
    sealed,
  ])
}

/** Values of an act as this machine has them. `locked`: the key is with the recovery identity alone. `damaged`: they do not open by their key. */
export type KeptValues =
  | { readonly state: 'here'; readonly json: string; readonly salt: Uint8Array }
  | { readonly state: 'destroyed' | 'locked' | 'damaged' }

interface ValueRow {
  sealed: Uint8Array
  bytes: Uint8Array | null
  destroyed: number
}

/** What is kept of an act's values, or null: it changed none, or was recorded before values were kept. */
export function valuesOf(read: ReadDb, place: Place): KeptValues | null {
  const row = read.get<ValueRow>(
    `SELECT v.sealed, h.bytes, EXISTS (SELECT 1 FROM audit_gone WHERE key = v.key) AS destroyed
     FROM audit_value v LEFT JOIN audit_key_here h ON h.id = v.key WHERE v.epoch = ? AND v.seq = ?`,
    [place.epoch, place.seq],
  )
  if (!row) return null
  if (row.destroyed) return { state: 'destroyed' }
  if (!row.bytes) return { state: 'locked' }
  const plain = openBytes(row.sealed, row.bytes, contextOf(place))
  if (!plain) return { state: 'damaged' }
  return { state: 'here', salt: plain.subarray(0, SALT), json: text(plain.subarray(SALT)) }
}

/**
 * Destroys the keys of cases, in the caller's transaction: their values are gone, the chain stays as it is. The destruction travels, so that
 * a key that comes back from an older disk is destroyed again. What is wrapped to the recovery identity on disks of before stays there.
 * @returns how many keys were destroyed
 */
export function destroyValues(
  tx: WriteTx,
  subjects: readonly string[],
  by: { at: string; actor: string },
): number {
  const cases = new Set(subjects.map((subject) => caseOf(tx, subject)))
  let destroyed = 0
  for (const subject of cases)
    for (const { id } of tx.all<{ id: string }>(
      'SELECT id FROM audit_key WHERE subject = ? AND destroyed_at IS NULL',
      [subject],
    )) {
      tx.run('INSERT INTO audit_gone (key, at, actor) VALUES (?, ?, ?)', [id, by.at, by.actor])
      destroyed++
    }
  return destroyed
}

/**
 * Destroys again what came back: keys of an older disk or another station that a destruction known here speaks of, wherever a restore or a
 * merge put them. Repeated it changes nothing.
 */
export function settleDestroyed(tx: WriteTx): void {
  // At every opening: the log of changes is long, and hardly a station has destroyed anything.
  if (!tx.get('SELECT 1 FROM audit_gone LIMIT 1')) return
  tx.run(
    `UPDATE audit_key SET wrapped = NULL, destroyed_at = (SELECT at FROM audit_gone WHERE key = audit_key.id)
     WHERE wrapped IS NOT NULL AND id IN (SELECT key FROM audit_gone)`,
  )
  tx.run('DELETE FROM audit_key_here WHERE id IN (SELECT key FROM audit_gone)')
  tx.run(
    `UPDATE change SET row = json_set(row, '$.wrapped', NULL, '$.destroyed_at', (SELECT at FROM audit_gone WHERE json_array(key) = change.key))
     WHERE tbl = 'audit_key' AND op = 'put' AND json_extract(row, '$.wrapped') IS NOT NULL AND key IN (SELECT json_array(key) FROM audit_gone)`,
  )
  tx.run("DELETE FROM quarantine WHERE tbl = 'audit_key' AND key IN (SELECT json_array(key) FROM audit_gone)")
}
