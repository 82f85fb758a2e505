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

/** A bag that is being written, or was cut off and whose drive is not here, may hold it: what it was to hold is noted before its first byte. */
const IN_THE_MAKING = `EXISTS (SELECT 1 FROM local l, json_each(l.value) j
  WHERE l.key >= 'bag-making:' AND l.key < 'bag-making;' AND j.value ->> 0 = :packet)`

/** Whether a packet may be known outside: on its way or sent (noted before its first byte leaves), or in a bag, or answered. */
function hasLeft(tx: WriteTx, packet: string): boolean {
  if (statusOf(tx, packet)?.status !== 'BIO_CAPTURED') return true
  const left = tx.get(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM receipt WHERE packet = :packet) OR EXISTS (SELECT 1 FROM upload_item WHERE packet = :packet)
       OR EXISTS (SELECT 1 FROM bag_item WHERE packet = :packet) OR ${IN_THE_MAKING}`,
    { packet },
  )
  return left !== undefined
}

/**
 * A site holds a packet that was taken back here in silence, in the caller's transaction: then its cancellation is due there, and both
 * go on as those of a recording that was cancelled after it left.
 */
export function reviveCancelled(tx: WriteTx, station: Station, packet: string): void {
  if (statusOf(tx, packet)?.status !== 'UNREGISTERED') return
  const at = station.ports.now().toISOString()
  const void_ = tx.all<{ id: string }>(
    `SELECT s.recording AS id FROM recording_status s JOIN recording r ON r.id = s.recording
     WHERE (r.id = :packet OR r.amends = :packet) AND s.status = 'UNREGISTERED'`,
    { packet },
  )
  for (const { id } of void_) setStatus(tx, station, { recording: id, to: 'BIO_CAPTURED', by: 'station', at })
}
