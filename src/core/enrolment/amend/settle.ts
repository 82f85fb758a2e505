import type { Amendment } from '../../../contract/amendment.ts'
import { recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import type { Station } from '../../station.ts'
import { setStatus, statusOf } from '../recording/status.ts'
import { type AmendingRow, amendmentOf } from './members.ts'

/** What sealing an amendment does to its original, in the same transaction. */
export function settleAmendment(tx: WriteTx, station: Station, row: AmendingRow, at: string): void {
  const { id, amends } = row
  const amendment = amendmentOf(row)
  recordAct(tx, station, 'recording.amended', amends, valuesOf(id, amendment))
  if (amendment.kind === 'approval') {
    tx.run(
      'UPDATE recording_exception SET approved_by = ?, approved_at = ? WHERE recording = ? AND approved_by IS NULL',
      [row.operator, at, amends],
    )
    recordAct(tx, station, 'recording.exceptions-approved', amends, {
      approved: amendment.exceptions.length,
    })
  }
  if (amendment.kind === 'cancellation') station.rules.cancelled(tx, station, amends)
  // Nobody outside knows of it: then neither it nor its cancellation goes out. Otherwise the cancellation follows it.
  if (amendment.kind === 'cancellation' && !hasLeft(tx, amends))
    for (const recording of [amends, id])
      setStatus(tx, station, { recording, to: 'UNREGISTERED', by: 'station', at, note: amendment.reason })
}

/** As the audit keeps it: of a correction each field as it was and is. */
function valuesOf(by: string, amendment: Amendment) {
  const { kind, reason } = amendment
  if (kind !== 'correction') return { by, kind, reason }
  const side = (which: 'old' | 'new') =>
    Object.fromEntries(amendment.changes.map((change) => [change.field, change[which]]))
  return { by, kind, reason, old: side('old'), new: side('new') }
}

/** Whether a packet may be known outside: announced or sent, or in a bag that is not lost, or answered. */
function hasLeft(tx: WriteTx, packet: string): boolean {
  const status = statusOf(tx, packet)?.status
  if (status !== 'BIO_CAPTURED' && status !== 'PROCESSING') return true
  const left = tx.get(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM receipt WHERE packet = :packet) OR EXISTS (SELECT 1 FROM upload_item WHERE packet = :packet)
       OR EXISTS (SELECT 1 FROM bag_item WHERE packet = :packet)`,
    { packet },
  )
  return left !== undefined
}
