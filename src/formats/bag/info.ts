import { z } from 'zod'
import { utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { countSchema, instantSchema, lineSchema, seqSchema, siteSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { unreadable, whyOf } from '../json.ts'
import { decodeRest, REST_LIMIT } from './rest.ts'

export const BAG = 'rekam-bag'

/** `bagit.txt`, byte for byte (RFC 8493, section 2.1.1). */
export const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

/** Packets from a station; packets of stations that a collecting post passes on; or receipts (with statuses, notices, profiles) from a site. */
export type BagKind = 'export' | 'forward' | 'receipts'

/** Characters that a list of skipped numbers takes: a line of `bag-info.txt`. */
export const SKIPPED_LIMIT = 200

const schema = z
  .object({
    kind: z.enum(['export', 'forward', 'receipts']),
    id: idSchema,
    /** The sender's own number of the bag, from 1. */
    sequence: seqSchema,
    /** When it was made, by the sender's clock. */
    at: instantSchema,
    /** Payload-Oxum: all bytes and files under data/. */
    oxum: z.object({ bytes: countSchema, files: countSchema }),
    /** Packets of an export, receipts of a receipt bag. */
    count: countSchema,
    /** Of an export: who sealed it. */
    station: stationSchema.optional(),
    epoch: idSchema.optional(),
    /** Of a receipt bag: who answers. Of packets that are passed on: the post. */
    site: siteSchema.optional(),
    /** The export that a receipt bag answers. */
    answers: idSchema.optional(),
    /** Of an export on several media: what the parts have in common, which part this is, packets that wait for a further one. */
    series: idSchema.optional(),
    part: seqSchema.optional(),
    more: countSchema.optional(),
    /** Which packets wait for it, where they fit (`rest.ts`). */
    rest: lineSchema(REST_LIMIT)
      .refine((text) => decodeRest(text) !== undefined)
      .optional(),
    /** Numbers of this sender that became no bag, comma-separated, the newest first. */
    unused: z
      .string()
      .regex(/^[1-9]\d{0,15}(?:,[1-9]\d{0,15}){0,11}$/)
      .optional(),
    /** The first number of this epoch; those below it were given in earlier ones. */
    first: seqSchema.optional(),
    /** Numbers of this sender, of any epoch, that nobody needs to wait for: no bag, or declared lost. As many as fit, the newest first. */
    skipped: z
      .string()
      .regex(/^[1-9]\d{0,15}(?:,[1-9]\d{0,15})*$/)
      .max(SKIPPED_LIMIT)
      .optional(),
    /** To whom it goes, for people. */
    to: lineSchema(80).optional(),
  })
  .refine(({ kind, station, epoch, site }) =>
    kind === 'export'
      ? station !== undefined && epoch !== undefined && site === undefined
      : site !== undefined && station === undefined && epoch === undefined,
  )

export type BagInfo = z.infer<typeof schema>

const LABELS = {
  kind: 'Rekam-Kind',
  id: 'External-Identifier',
  sequence: 'Rekam-Sequence',
  at: 'Rekam-Made-At',
  count: 'Rekam-Count',
  station: 'Rekam-Station',
  epoch: 'Rekam-Epoch',
  site: 'Rekam-Site',
  answers: 'Rekam-Answers',
  series: 'Rekam-Series',
  part: 'Rekam-Part',
  more: 'Rekam-More',
  rest: 'Rekam-Rest',
  unused: 'Rekam-Unused',
  first: 'Rekam-First',
  skipped: 'Rekam-Skipped',
  to: 'Rekam-To',
} as const

type Field = keyof typeof LABELS

/** The text of `bag-info.txt`. Fault FORMAT-INVALID. */
export function encodeInfo(info: BagInfo): Uint8Array {
  const fitted = schema.safeParse(info)
  if (!fitted.success) throw new Fault('FORMAT-INVALID', { format: BAG, why: whyOf(fitted.error) })
  const { oxum, at } = fitted.data
  const own = (Object.keys(LABELS) as Field[])
    .filter((field) => fitted.data[field] !== undefined)
    .map((field) => `${LABELS[field]}: ${fitted.data[field]}\n`)
  return utf8(`Bagging-Date: ${at.slice(0, 10)}\nPayload-Oxum: ${oxum.bytes}.${oxum.files}\n${own.join('')}`)
}

/** Reads `bag-info.txt`: a label a line, none twice, none folded; foreign labels are passed over. Fault FORMAT-UNREADABLE. */
export function decodeInfo(spelt: string): BagInfo {
  const labels = new Map<string, string>()
  for (const line of spelt.split(/\r?\n/)) {
    if (line === '') continue
    const [, label = '', value = ''] = /^([A-Za-z0-9-]{1,60}): (\S.{0,200})$/u.exec(line) ?? []
    if (label === '' || labels.has(label.toLowerCase())) throw unreadable(BAG, 'bag-info.txt')
    labels.set(label.toLowerCase(), value)
  }
  const value = (label: string) => labels.get(label.toLowerCase())
  const [bytes, files] = (value('Payload-Oxum') ?? '').split('.')
  const fields = (Object.keys(LABELS) as Field[]).map((field) => [field, value(LABELS[field])])
  const found = Object.fromEntries(fields.filter(([, text]) => text !== undefined)) as Partial<
    Record<Field, string>
  >
  const fitted = schema.safeParse({
    ...found,
    sequence: number(found.sequence),
    count: number(found.count),
    ...(found.part === undefined ? {} : { part: number(found.part) }),
    ...(found.more === undefined ? {} : { more: number(found.more) }),
    ...(found.first === undefined ? {} : { first: number(found.first) }),
    oxum: { bytes: number(bytes), files: number(files) },
  })
  if (!fitted.success) throw unreadable(BAG, `bag-info.txt ${whyOf(fitted.error)}`)
  return fitted.data
}

/** A decimal number in its one spelling; else not a number, which no schema takes. */
function number(spelt: string | undefined): number {
  return spelt !== undefined && /^(?:0|[1-9]\d{0,15})$/.test(spelt) ? Number(spelt) : Number.NaN
}
