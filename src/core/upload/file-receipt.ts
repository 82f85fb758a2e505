import { canBeReported, type TransitionActor } from '../../contract/status-transitions.ts'
import { type CentralStatus, centralStatusSchema } from '../../contract/status.ts'
import { type Receipt, verifyReceipt } from '../../formats/receipt/receipt.ts'
import { twinSerial } from '../../formats/receipt/twin.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { reviveCancelled, setStatus, statusOf } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { endPauses } from './pauses.ts'
import { cardToCome, putItem } from './queries.ts'

export type Via = 'upload' | 'bag'

const RECEIVED = { state: 'received', code: null } as const
/** It was received, and a person looks at it. */
const TWICE = { state: 'refused', code: 'RECEIPT-SERIAL' } as const

interface Place {
  readonly number: number
  /** The packet whose receipt has the number already; undefined where it is free. */
  readonly twin?: string
}

/** A post's receipts stand apart: whatever asks for the centre's word does not see them. */
type Table = 'receipt' | 'post_receipt'

/** Under which number a receipt is to be kept; undefined for one that is kept already. */
function placeFor(
  tx: WriteTx,
  table: Table,
  { site, serial }: Receipt,
  bytes: Uint8Array,
): Place | undefined {
  const kept = (number: number) =>
    tx.get<{ packet: string; bytes: string }>(
      `SELECT packet, bytes FROM ${table} WHERE site = ? AND serial = ?`,
      [site, number],
    )
  const first = kept(serial)
  if (!first) return { number: serial }
  if (first.bytes === text(bytes)) return undefined
  const number = twinSerial(bytes)
  return kept(number) ? undefined : { number, twin: first.packet }
}

const OF_A_CARD: readonly CentralStatus[] = ['SENT_FOR_CARD_PRINTING', 'CARD_PRINTED']

/**
 * On whose word a recording takes the status that the centre says, or undefined where it does not. What it says of a card that this station knows to be
 * spoilt is old; and the way back from it is this station's own, which the centre repeats.
 */
function wordOn(tx: WriteTx, recording: string, to: CentralStatus): TransitionActor | undefined {
  const { status } = statusOf(tx, recording)!
  const card = cardToCome(tx, recording)
  if (card?.spoilt && OF_A_CARD.includes(to)) return undefined
  const goesBack =
    to === 'PRINT_READY_RECORD' &&
    (status === 'CARD_PRINTED' || (status === 'SENT_FOR_CARD_PRINTING' && card?.state === 'ordered'))
  if (card && goesBack) return 'station'
  return canBeReported(status, to) ? 'central' : undefined
}

/**
 * Files one receipt, in the caller's transaction, however it came (line, drive, e-mail). It counts only when a site that the Dinas
 * certified signed it over exactly this packet, hash and attempt. Answers `known` for one that is filed already.
 * One whose number another receipt has (the site counts again, `twinSerial`) counts too: what it says of this packet is signed. It is audited
 * and stands in the work list as RECEIPT-SERIAL until the site says a word on the packet under a number of its own.
 * A collecting post's (grade `post`) is kept as its word that it holds the packet: the status stays, and the packet goes on waiting for the centre.
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
  const isPost = grade === 'post'
  const place = placeFor(tx, isPost ? 'post_receipt' : 'receipt', receipt, signed.bytes)
  if (!place) return 'known'
  const row = {
    site,
    serial: place.number,
    packet: receipt.packet,
    attempt,
    at,
    bytes: text(signed.bytes),
    signature: signed.signature,
    via,
  }
  if (isPost)
    tx.run(
      `INSERT INTO post_receipt (site, serial, packet, attempt, at, bytes, signature, via)
       VALUES (:site, :serial, :packet, :attempt, :at, :bytes, :signature, :via)`,
      row,
    )
  else
    tx.run(
      `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
       VALUES (:site, :serial, :packet, :attempt, :grade, :verdict, :at, :bytes, :signature, :via)`,
      { ...row, grade, verdict },
    )
  const now = station.ports.now().toISOString()
  const item = place.twin === undefined ? RECEIVED : TWICE
  putItem(tx, { packet: receipt.packet, attempt, site, ...item, at: now })
  endPauses(tx, receipt.packet, isPost ? site : undefined)
  reviveCancelled(tx, station, receipt.packet)
  const status = centralStatusSchema.safeParse(verdict)
  // A receipt whose verdict cannot follow is kept all the same: a person looks at it, and nothing is lost.
  const by =
    !isPost && status.success && attempt === standing.attempt
      ? wordOn(tx, receipt.packet, status.data)
      : undefined
  if (status.success && by) {
    setStatus(tx, station, {
      recording: receipt.packet,
      to: status.data,
      by,
      at: new Date(at).toISOString(),
    })
    if (status.data === 'CARD_ISSUED') station.rules.issued(tx, station, receipt.packet)
  }
  if (place.twin !== undefined)
    recordAct(tx, station, 'receipt.number-twice', receipt.packet, { site, serial, other: place.twin })
  recordAct(tx, station, 'receipt.filed', receipt.packet, { site, serial, grade, verdict, via })
  return 'taken'
}
