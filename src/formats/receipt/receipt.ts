import { z } from 'zod'
import { Fault } from '../../lib/fault.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { instantSchema, seqSchema, sha256Schema, siteSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { GRADES } from '../trust/certificate.ts'
import { type Signed, signDetached } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'

/**
 * Print-ready or later (FORMATS.md, 'Receipts'): only with these may a packet leave its station, so a final receipt that says anything
 * else is none.
 */
const FINAL: ReadonlySet<string> = new Set([
  'PRINT_READY_RECORD',
  'SENT_FOR_CARD_PRINTING',
  'CARD_PRINTED',
  'CARD_SHIPPED',
  'CARD_ISSUED',
])

const schema = z
  .strictObject({
    ...formatHead('rekam-receipt'),
    /** Counts the receipts of a site, from 1. */
    serial: seqSchema,
    site: siteSchema,
    packet: idSchema,
    sha256: sha256Schema,
    /** Which sending of the packet this answers; rises only by an authorised reset. */
    attempt: seqSchema,
    grade: z.enum(GRADES),
    /** A central status (RECEIVED_AT_CENTRAL, PRINT_READY_RECORD, ...), or the code of a refusal. */
    verdict: z.string().regex(/^[A-Z][A-Z0-9_-]{2,60}$/),
    at: instantSchema,
  })
  .refine(({ grade, verdict }) => grade !== 'final' || FINAL.has(verdict), { path: ['verdict'] })

export type Receipt = z.infer<typeof schema>
export type ReceiptFields = Omit<Receipt, 'format' | 'version'>

export const receiptFormat: JsonFormat<typeof schema> = {
  name: 'rekam-receipt',
  version: 1,
  limit: 2048,
  schema,
}

/** Signs a receipt: stamp purpose `receipt`, seq = serial, id = packet. */
export function signReceipt(fields: ReceiptFields, key: SigningKey): Signed {
  const bytes = encodeJson(receiptFormat, { format: 'rekam-receipt', version: 1, ...fields })
  return { bytes, signature: signDetached(bytes, key, receiptStamp(fields)) }
}

/** The receipt in the bytes, whoever signed it. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function readReceipt(bytes: Uint8Array): Receipt {
  return decodeJson(receiptFormat, bytes)
}

/**
 * The receipt, if the site that it names signed it and may give its grade. Faults of Trust.verify, FORMAT-UNREADABLE, FORMAT-NEWER,
 * RECEIPT-SITE {site} for another signer's, RECEIPT-GRADE {grade} beyond what the signer may give.
 */
export function verifyReceipt({ bytes, signature }: Signed, trust: Trust): Receipt {
  const receipt = readReceipt(bytes)
  const { certificate } = trust.verify(bytes, signature, 'receipt', receiptStamp(receipt))
  const subject = certificate === 'root' ? undefined : certificate.subject
  if (subject?.kind !== 'site' || subject.site !== receipt.site) {
    throw new Fault('RECEIPT-SITE', { site: receipt.site })
  }
  if (subject.grades && !subject.grades.includes(receipt.grade)) {
    throw new Fault('RECEIPT-GRADE', { grade: receipt.grade })
  }
  return receipt
}

function receiptStamp({ serial, packet }: Pick<Receipt, 'serial' | 'packet'>) {
  return { purpose: 'receipt' as const, seq: serial, id: packet }
}
