import { z } from 'zod'
import { Fault } from '../../lib/fault.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { instantSchema, lineSchema, seqSchema, siteSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { type Signed, signDetached } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'

export const PRINT_OUTCOMES = ['printed', 'spoilt', 'issued'] as const
export type PrintOutcome = (typeof PRINT_OUTCOMES)[number]

const base = { ...formatHead('rekam-print-paper'), site: siteSchema, fence: seqSchema, at: instantSchema }
const order = { packet: idSchema, order: idSchema, station: stationSchema }

const schema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('grant'), ...order }),
  z.strictObject({ ...base, kind: z.literal('transfer'), packet: idSchema, to: siteSchema }),
  z.strictObject({ ...base, kind: z.literal('result'), ...order, outcome: z.enum(PRINT_OUTCOMES) }),
  z.strictObject({ ...base, kind: z.literal('declaration'), dead: siteSchema, reason: lineSchema(500) }),
])

export type PrintPaper = z.infer<typeof schema>
export type Grant = Extract<PrintPaper, { kind: 'grant' }>
/** A paper before it has its format's head. */
export type PrintPaperFields = PrintPaper extends infer P
  ? P extends PrintPaper
    ? Omit<P, 'format' | 'version'>
    : never
  : never

/** An act on a print right, signed by a site (print.md). */
export const printPaperFormat: JsonFormat<typeof schema> = {
  name: 'rekam-print-paper',
  version: 1,
  limit: 4096,
  schema,
}

function stampOf(paper: PrintPaperFields) {
  const id = paper.kind === 'declaration' ? 'declaration' : paper.packet
  return { purpose: 'receipt' as const, seq: paper.fence, id }
}

export function signPaper(fields: PrintPaperFields, key: SigningKey): Signed {
  const paper = { format: 'rekam-print-paper', version: 1, ...fields } as PrintPaper
  const bytes = encodeJson(printPaperFormat, paper)
  return { bytes, signature: signDetached(bytes, key, stampOf(fields)) }
}

/**
 * The paper, if the site that it names signed it. Faults of Trust.verify, FORMAT-UNREADABLE, FORMAT-NEWER, RECEIPT-SITE {site} for another
 * signer's.
 */
export function verifyPaper({ bytes, signature }: Signed, trust: Trust): PrintPaper {
  const paper = decodeJson(printPaperFormat, bytes)
  const { certificate } = trust.verify(bytes, signature, 'receipt', stampOf(paper))
  const subject = certificate === 'root' ? undefined : certificate.subject
  // A collecting post holds packets, and has no say about cards.
  if (
    subject?.kind !== 'site' ||
    subject.site !== paper.site ||
    subject.grades?.includes('final') === false
  ) {
    throw new Fault('RECEIPT-SITE', { site: paper.site })
  }
  return paper
}
