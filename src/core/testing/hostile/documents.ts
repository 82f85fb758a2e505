import { readFileSync } from 'node:fs'
import { decodeAccess } from '../../../formats/access/access.ts'
import { decodeAudit } from '../../../formats/audit/audit.ts'
import { decodeErasure } from '../../../formats/erasure/erasure.ts'
import { decodeAmendment } from '../../../formats/amendment/amendment.ts'
import { decodeCapture } from '../../../formats/capture/capture.ts'
import { decodeCommit } from '../../../formats/commit/commit.ts'
import { readMarker } from '../../../formats/disk/disk.ts'
import { headFormat } from '../../../formats/head/signed-head.ts'
import { decodeJson, type JsonFormat } from '../../../formats/json.ts'
import { verifyToken } from '../../../formats/claim169/claim169.ts'
import { decodeProof } from '../../../formats/paper/paper.ts'
import { attemptsFormat, encodeAttempts } from '../../../formats/bag/attempts.ts'
import { carriedOrdersFormat } from '../../../formats/bag/orders.ts'
import { decodeRefused, encodeRefused } from '../../../formats/bag/refused.ts'
import { printAnswerFormat, printOrderFormat } from '../../../formats/print/order.ts'
import { printPaperFormat } from '../../../formats/print/paper.ts'
import { reportFormat } from '../../../formats/report/report.ts'
import { decodeReportText } from '../../../formats/report/report-text.ts'
import { readProfile } from '../../../formats/profile/profile.ts'
import { readReceipt } from '../../../formats/receipt/receipt.ts'
import { decodeRequest } from '../../../formats/request/request.ts'
import { golden } from '../../../formats/testing/golden.ts'
import { readShare } from '../../../formats/share/share-text.ts'
import { decodeBundle } from '../../../formats/trust/bundle.ts'
import { replicateAnswerFormat, replicateQuestionFormat } from '../../../formats/wire/replicate.ts'
import { statusAnswerFormat, statusQuestionFormat } from '../../../formats/wire/statuses.ts'
import { announceFormat, answerFormat, noticeFormat, refusalFormat } from '../../../formats/wire/wire.ts'
import { text, utf8 } from '../../../lib/bytes.ts'
import {
  formatPublicKey,
  formatSecretKey,
  parsePublicKey,
  parseSecretKey,
  parseSignature,
  publicOf,
} from '../../../lib/minisign.ts'
import { decodeSlots } from '../../account/index.ts'
import { readNotice } from '../../outage/index.ts'
import type { Decoder } from './decoder.ts'

const json =
  (format: JsonFormat) =>
  (bytes: Uint8Array): unknown =>
    decodeJson(format, bytes)
const document = (
  name: string,
  read: (bytes: Uint8Array) => unknown,
  ...files: [string, string][]
): Decoder => ({ name, read, sound: files.map(([format, file]) => golden(format, file)) })

const slots = new Uint8Array(readFileSync(new URL('../../account/golden/slots.json', import.meta.url)))

const key = { keyId: new Uint8Array(8).fill(7), seed: new Uint8Array(32).fill(9) }

/** Documents of one file: what the Dinas, the sites and other stations say. */
export const DOCUMENTS: readonly Decoder[] = [
  document('profile', readProfile, ['profile', 'profile.json']),
  document('certificates', decodeBundle, ['trust', 'CERTS.JSN']),
  document(
    'signature',
    (bytes) => parseSignature(text(bytes)),
    ['profile', 'profile.json.minisig'],
    ['packet', 'recording.rkp.minisig'],
  ),
  document('certificate request', decodeRequest, ['request', 'request.json']),
  document('receipt', readReceipt, ['receipt', '12.json']),
  document('head', json(headFormat), ['head', 'head.json']),
  document('commit of a disk', decodeCommit, ['commit', 'C0000012.JSN']),
  document('marker of a disk', readMarker, ['disk', 'DISK.JSN']),
  document('report', json(reportFormat), ['report', 'report.json']),
  document('report of a QR', (bytes) => decodeReportText(text(bytes)), ['report', 'report.txt']),
  document('proof of recording', (bytes) => decodeProof(text(bytes)), ['paper', 'proof.txt']),
  document(
    'share of the recovery key',
    (bytes) => readShare(text(bytes)),
    ['share', 'share-1.txt'],
    ['share', 'share-3.txt'],
    ['share', 'share-5.txt'],
  ),
  { name: 'key slots', read: decodeSlots, sound: [slots] },
  {
    name: 'attempts of a bag',
    read: json(attemptsFormat),
    sound: [encodeAttempts(new Map([['0h289h858p2wc1j6gv3gehw7s0', 2]]))!],
  },
  {
    name: 'what was refused of a bag',
    read: decodeRefused,
    sound: [
      encodeRefused({
        site: 'mmu',
        bag: '0h289h858p2wc1j6gv3gehw7s0',
        items: [{ packet: '0h289h858p2wc1j6gv3gehw7s0', attempt: 1, code: 'BAG-DAMAGED' }],
      }),
      encodeRefused({ site: 'mmu', bag: '0h289h858p2wc1j6gv3gehw7s0', whole: 'BAG-TAG', items: [] }),
    ],
  },
  document('letter token', (bytes) => verifyToken(text(bytes).trim(), []), ['claim169', 'token.txt']),
  document('capture record', decodeCapture, ['capture', 'capture.json']),
  document('amendment', decodeAmendment, ['amendment', 'amendment.json']),
  document('subject access', decodeAccess, ['access', 'access.json']),
  document('audit of a period', decodeAudit, ['audit', 'audit.ndjson']),
  document('list of a destruction', decodeErasure, ['erasure', 'erasure.json']),
  document('print order', json(printOrderFormat), ['print', 'order.json']),
  document('print answer', json(printAnswerFormat), ['print', 'answer.json']),
  document('print orders carried', json(carriedOrdersFormat), ['print', 'carried.json']),
  document(
    'print paper',
    json(printPaperFormat),
    ['print', 'grant.json'],
    ['print', 'transfer.json'],
    ['print', 'result.json'],
    ['print', 'declaration.json'],
  ),
  {
    name: 'public key of the Dinas',
    sound: [utf8(formatPublicKey(publicOf(key)))],
    read: (bytes) => parsePublicKey(text(bytes)),
  },
  {
    name: 'key for letters',
    sound: [utf8(formatSecretKey(key))],
    read: (bytes) => parseSecretKey(text(bytes)),
  },
  {
    name: 'notice of an outage',
    sound: [utf8('Pemberitahuan contoh\nPusat data tidak menerima unggahan.\n')],
    read: (bytes) => readNotice(bytes, 'notice.txt'),
  },
  document('site: answer', json(answerFormat), ['wire', 'answer.json']),
  document('site: notice', json(noticeFormat), ['wire', 'notice.json']),
  document('site: refusal', json(refusalFormat), ['wire', 'refusal.json']),
  document('site: announcement', json(announceFormat), ['wire', 'announce.json']),
  document('site: question of another', json(replicateQuestionFormat), ['wire', 'replicate-question.json']),
  document('site: answer to another', json(replicateAnswerFormat), ['wire', 'replicate-answer.json']),
  document('site: question about statuses', json(statusQuestionFormat), ['wire', 'status-question.json']),
  document('site: statuses', json(statusAnswerFormat), ['wire', 'status-answer.json']),
]
