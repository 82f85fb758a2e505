import { encodeJson } from '../json.ts'
import { signPaper } from '../print/paper.ts'
import { signReceipt } from '../receipt/receipt.ts'
import { replicateAnswerFormat, replicateQuestionFormat } from '../wire/replicate.ts'
import { statusAnswerFormat, statusQuestionFormat } from '../wire/statuses.ts'
import { announceFormat, answerFormat, noticeFormat, packSigned, refusalFormat } from '../wire/wire.ts'
import { signDetached } from '../trust/comment.ts'
import { PAPERS } from './print-sample.ts'
import { EPOCH, MMU_KEY, sampleId, sampleItems, STATION, STATION_KEY } from './sample.ts'
import { RECEIPT } from './samples.ts'

const packet = { id: sampleId(1), sha256: 'a5'.repeat(32), attempt: 1 }
const stamp = { purpose: 'packet', station: STATION, epoch: EPOCH, seq: 12, id: packet.id } as const
const signature = signDetached({ blake2b: new Uint8Array(64) }, STATION_KEY, stamp)

/** A document of each kind. */
export const WIRE = {
  'announce.json': encodeJson(announceFormat, {
    format: 'rekam-announce',
    version: 1,
    station: STATION,
    certificates: sampleItems().slice(0, 1).map(packSigned),
    items: [{ ...packet, bytes: 300_000, signature }],
  }),
  'answer.json': encodeJson(answerFormat, {
    format: 'rekam-answer',
    version: 1,
    site: 'mmu',
    items: [
      { ...packet, verdict: 'received', receipt: packSigned(signReceipt(RECEIPT, MMU_KEY)) },
      { ...packet, attempt: 2, verdict: 'wanted' },
      { ...packet, attempt: 3, verdict: 'refused', code: 'PACKET-CONFLICT' },
    ],
  }),
  'notice.json': encodeJson(noticeFormat, {
    format: 'rekam-notice',
    version: 1,
    site: 'mmu',
    notice: 'CONTOH: pengiriman ditunda',
  }),
  'status-question.json': encodeJson(statusQuestionFormat, {
    format: 'rekam-status-question',
    version: 1,
    station: STATION,
    certificates: sampleItems().slice(0, 1).map(packSigned),
    after: 12,
  }),
  'status-answer.json': encodeJson(statusAnswerFormat, {
    format: 'rekam-status-answer',
    version: 1,
    site: 'mmu',
    upto: 14,
    more: true,
    receipts: [packSigned(signReceipt(RECEIPT, MMU_KEY))],
  }),
  'replicate-question.json': encodeJson(replicateQuestionFormat, {
    format: 'rekam-replicate-question',
    version: 1,
    site: 'batam',
    after: 12,
    papers: 3,
    matcher: { site: 'mmu', term: 1 },
    packet: { id: packet.id, sha256: packet.sha256 },
    give: packet.id,
  }),
  'replicate-answer.json': encodeJson(replicateAnswerFormat, {
    format: 'rekam-replicate-answer',
    version: 1,
    site: 'mmu',
    matcher: { site: 'mmu', term: 1 },
    certificates: sampleItems().slice(0, 1).map(packSigned),
    items: [
      {
        term: 1,
        receipt: packSigned(signReceipt(RECEIPT, MMU_KEY)),
        entry: { attempt: 1, bytes: 300_000, station: STATION, epoch: EPOCH, seq: 12, signature },
      },
    ],
    upto: 13,
    papers: [packSigned(signPaper(PAPERS['grant.json']!, MMU_KEY))],
    papersUpto: 4,
    more: false,
  }),
  'refusal.json': encodeJson(refusalFormat, { format: 'rekam-refusal', version: 1, code: 'HTTP-UNSIGNED' }),
}
