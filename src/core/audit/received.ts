import type { ReadDb, WriteTx } from '../db/handles.ts'
import type { Head } from './head.ts'
import { type Acting, recordAct } from './record-act.ts'

const RECEIVED = 'audit.received'

const named = ({ epoch, seq, hash }: Head) => `${epoch} ${seq} ${hash}`

/**
 * Writes into this epoch's chain how every other epoch's ends that a restore or a merge brought, where that is not known yet: nothing else here remembers the end
 * of a chain that another computer wrote. In the transaction that brings the rows.
 */
export function recordReceived(tx: WriteTx, by: Acting): void {
  const ends = tx.all<Head>(
    `SELECT epoch, seq, hash FROM audit JOIN (SELECT epoch, max(seq) AS seq FROM audit WHERE epoch <> ? GROUP BY epoch) USING (epoch, seq)
     ORDER BY epoch`,
    [by.epoch.id],
  )
  for (const end of ends) {
    const known = tx.get('SELECT 1 FROM audit WHERE epoch = ? AND act = ? AND subject = ?', [
      by.epoch.id,
      RECEIVED,
      named(end),
    ])
    if (!known) recordAct(tx, by, RECEIVED, named(end))
  }
}

/** The end of another chain that an entry says was received. */
export function receivedEnd({
  act,
  subject,
}: {
  readonly act: string
  readonly subject: string
}): Head | null {
  if (act !== RECEIVED) return null
  const [epoch = '', seq = '', hash = ''] = subject.split(' ')
  return { epoch, seq: Number(seq), hash }
}

/** Where a chain does not reach, or does not have, the end that was received of it; null where it does. */
export function missingOf(read: ReadDb, end: Head): number | null {
  const there = read.get<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit WHERE epoch = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
    [end.epoch, end.seq],
  )
  if (there?.seq !== end.seq) return (there?.seq ?? 0) + 1
  return there.hash === end.hash ? null : end.seq
}
