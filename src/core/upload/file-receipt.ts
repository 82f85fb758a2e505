import { canBeReported } from '../../contract/status-transitions.ts'
import { centralStatusSchema } from '../../contract/status.ts'
import { verifyReceipt } from '../../formats/receipt/receipt.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { setStatus, statusOf } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { endPauses } from './pauses.ts'
import { putItem } from './queries.ts'

export type Via = 'upload' | 'bag'

/**
 * Files one receipt, in the caller's transaction, however it came (line, drive, e-mail). It counts only when a site that the Dinas
 * certified signed it over exactly this packet, hash and attempt. Answers `known` for one that is filed already.
 * Faults RECEIPT-UNKNOWN-PACKET, RECEIPT-OTHER-BYTES, RECEIPT-ATTEMPT, and those of verifyReceipt.
 */
export function fileReceipt(tx: WriteTx, station: Station, signed: Signed, via: Via): 'taken' | 'known' {
  const receipt = verifyReceipt(signed, station.trust)
  const packet = tx.get<{ sha256: string }>('SELECT sha256 FROM recording WHERE id = ?', [receipt.packet])
  const standing = statusOf(tx, receipt.packet)
  if (!packet || !standing) throw new Fault('RECEIPT-UNKNOWN-PACKET', { packet: receipt.packet })
  if (packet.sha256 !== receipt.sha256) throw new Fault('RECEIPT-OTHER-BYTES', { packet: receipt.packet })
  if (receipt.attempt > standing.attempt) throw new Fault('RECEIPT-ATTEMPT', { packet: receipt.packet })
  const { site, serial, attempt, grade, verdict, at } = receipt
  if (tx.get('SELECT 1 FROM receipt WHERE site = ? AND serial = ?', [site, serial])) return 'known'
  tx.run(
    `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
     VALUES (:site, :serial, :packet, :attempt, :grade, :verdict, :at, :bytes, :signature, :via)`,
    {
      site,
      serial,
      packet: receipt.packet,
      attempt,
      grade,
      verdict,
      at,
      bytes: text(signed.bytes),
      signature: signed.signature,
      via,
    },
  )
  const now = station.ports.now().toISOString()
  putItem(tx, { packet: receipt.packet, attempt, site, state: 'received', code: null, at: now })
  endPauses(tx, receipt.packet)
  const status = centralStatusSchema.safeParse(verdict)
  // A receipt whose verdict cannot follow is kept all the same: a person looks at it, and nothing is lost.
  if (status.success && attempt === standing.attempt && canBeReported(standing.status, status.data)) {
    setStatus(tx, station, {
      recording: receipt.packet,
      to: status.data,
      by: 'central',
      at: new Date(at).toISOString(),
    })
  }
  recordAct(tx, station, 'receipt.filed', receipt.packet, { site, serial, grade, verdict, via })
  return 'taken'
}
