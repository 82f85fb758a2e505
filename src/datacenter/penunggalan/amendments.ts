import { z } from 'zod'
import type { NewEntry } from '../registry/entries.ts'
import type { SqlReader, SqlTx } from '../store/sql.ts'
import { personKey } from './facts.ts'

const changeSchema = z.object({
  nik: z.string().optional(),
  name: z.string().optional(),
  birthDate: z.string().optional(),
  mother: z.string().optional(),
  cancelled: z.literal(true).optional(),
  fingers: z.record(z.string(), z.string()),
})
export type Change = z.infer<typeof changeSchema>

/** A packet that corrects or completes another; the two are one case. */
export interface Amendment {
  packet: string
  amends: string
  sha256: string
  attempt: number
  station: string
  /** JSON of Change. */
  change: string
  applied: number
}

export async function addAmendment(
  tx: SqlTx,
  entry: NewEntry,
  amends: string,
  change: Change,
): Promise<Amendment> {
  const { packet, sha256, attempt, station } = entry
  const spelt = JSON.stringify(change)
  await tx.run(
    `INSERT INTO amendment (packet, amends, sha256, attempt, station, change, applied) VALUES (?, ?, ?, ?, ?, ?, 0)
     ON CONFLICT (packet) DO UPDATE SET attempt = excluded.attempt`,
    [packet, amends, sha256, attempt, station, spelt],
  )
  return { packet, amends, sha256, attempt, station, change: spelt, applied: 0 }
}

/** Those that came before what they amend, in the order of their sequence. */
export function pendingAmendments(db: SqlReader, amends: string): Promise<Amendment[]> {
  return db.all(
    `SELECT a.* FROM amendment a WHERE a.amends = ? AND a.applied = 0
     ORDER BY (SELECT max(e.seq) FROM entry e WHERE e.packet = a.packet), a.packet`,
    [amends],
  )
}

/** Those of the same computer that were sealed after one, and are applied: what they say stands. In the order of their sequence. */
export function laterAmendments(
  db: SqlReader,
  amends: string,
  { packet, station, epoch, seq }: Pick<NewEntry, 'packet' | 'station' | 'epoch' | 'seq'>,
): Promise<Amendment[]> {
  return db.all(
    `SELECT a.*, max(e.seq) AS sealed FROM amendment a JOIN entry e ON e.packet = a.packet
     WHERE a.amends = ? AND a.applied = 1 AND a.packet <> ? AND e.station = ? AND e.epoch = ? AND e.seq > ?
     GROUP BY a.packet ORDER BY sealed, a.packet`,
    [amends, packet, station, epoch, seq],
  )
}

export function amendmentsOf(db: SqlReader, amends: string): Promise<Amendment[]> {
  return db.all('SELECT * FROM amendment WHERE amends = ? ORDER BY packet', [amends])
}

/** Writes what an amendment says into the facts of its case. */
export async function applyAmendment(tx: SqlTx, amendment: Amendment): Promise<void> {
  const { nik, name, birthDate, mother, cancelled, fingers } = changeSchema.parse(
    JSON.parse(amendment.change),
  )
  const keyOf = (said: string | undefined) => (said === undefined ? null : personKey(said))
  const corrected = nik !== undefined || birthDate !== undefined
  await tx.run(
    `UPDATE record SET nik = coalesce(?, nik), name = coalesce(?, name), name_key = coalesce(?, name_key),
       birth_date = coalesce(?, birth_date), mother_key = coalesce(?, mother_key), valid = CASE WHEN ? = 1 THEN 1 ELSE valid END
     WHERE packet = ?`,
    [
      nik ?? null,
      name ?? null,
      keyOf(name),
      birthDate ?? null,
      keyOf(mother),
      Number(corrected),
      amendment.amends,
    ],
  )
  for (const [finger, identity] of Object.entries(fingers)) {
    await tx.run(
      `INSERT INTO record_finger (packet, finger, identity) VALUES (?, ?, ?)
       ON CONFLICT (packet, finger) DO UPDATE SET identity = excluded.identity`,
      [amendment.amends, finger, identity],
    )
  }
  if (Object.keys(fingers).length > 0) {
    await tx.run(`UPDATE record SET complete = 1 WHERE packet = ? AND nik <> ''`, [amendment.amends])
  }
  // Void: not unique, never printed, and no likeness of anybody.
  if (cancelled)
    await tx.run('UPDATE record SET complete = 0, conflict = ? WHERE packet = ?', [
      amendment.packet,
      amendment.amends,
    ])
  await tx.run('UPDATE amendment SET applied = 1 WHERE packet = ?', [amendment.packet])
}
