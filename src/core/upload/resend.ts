import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { endPauses } from './pauses.ts'
import { PENDING } from './pending.ts'

/** Refusals that stand against a packet that waits for its first receipt of this attempt. A note of departure stays: the packet did leave. */
const REFUSED = `state = 'refused' AND EXISTS (SELECT 1 FROM recording_status s WHERE s.recording = upload_item.packet AND s.attempt = upload_item.attempt AND ${PENDING})`

/**
 * Packets that were refused one by one, or that failed, go into the line again as they are, on a supervisor's word and for a reason: a receiver knows them by
 * id, attempt and hash, so that one that had come after all is answered with its receipt. Answers how many. UPLOAD-SUPERVISOR.
 */
export async function resendPackets(
  station: Station,
  { recordings, reason }: { recordings: readonly string[]; reason: string },
): Promise<number> {
  if (station.actor.role !== 'penyelia') throw refuse('UPLOAD-SUPERVISOR')
  const done = await station.write.transaction((tx) => {
    let count = 0
    for (const packet of new Set(recordings)) {
      const codes = tx
        .all<{ code: string }>(
          `SELECT code FROM upload_item WHERE packet = :packet AND ${REFUSED} UNION SELECT code FROM upload_pause WHERE packet = :packet ORDER BY 1`,
          { packet },
        )
        .map(({ code }) => code)
      if (codes.length === 0) continue
      tx.run(`UPDATE upload_item SET state = 'sent', code = NULL WHERE packet = ? AND ${REFUSED}`, [packet])
      endPauses(tx, packet)
      recordAct(tx, station, 'upload.resent', packet, { reason, code: codes.join(' ') })
      count++
    }
    return count
  })
  if (done > 0) station.changed('upload')
  return done
}

/**
 * Another profile came: what was refused for want of trust in a key goes into the line again, and every site is asked anew for what it said, for receipts
 * that did not hold then were passed over. In the caller's transaction.
 */
export function forgetDistrust(tx: WriteTx): void {
  tx.run(
    `UPDATE upload_item SET state = 'sent', code = NULL WHERE (code = 'UPLOAD-NO-RECEIPT' OR code LIKE 'TRUST-%') AND ${REFUSED}`,
  )
  tx.run('DELETE FROM status_cursor')
}
