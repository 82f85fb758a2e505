import { z } from 'zod'
import { seqSchema, siteSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat, unreadable } from '../json.ts'
import { PAYLOAD } from './plan.ts'

/** In a receipt bag: what the site did not take of the bag that it answers. Absent where it took all of it. */
export const REFUSED_NAME = `${PAYLOAD}refused.json`

/** In a collecting post's answer: what a site of the centre did not take of a bag in which the post passed packets on; as that site said it, for one station. */
export const REFUSED_BEYOND = /^data\/refused-[1-9]\d{0,3}\.json$/

/** A code as sites say it: what it means is the reader's to know, and an unknown one is kept as it is. */
const codeSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*$/)
  .max(64)

const schema = z.strictObject({
  ...formatHead('rekam-refused'),
  site: siteSchema,
  /** The bag that was brought. */
  bag: idSchema,
  /** Why nothing at all was taken of it. */
  whole: codeSchema.optional(),
  items: z.array(z.strictObject({ packet: idSchema, attempt: seqSchema, code: codeSchema })).max(100_000),
})
export type Refused = z.infer<typeof schema>

export const refusedFormat: JsonFormat<typeof schema> = {
  name: 'rekam-refused',
  version: 1,
  limit: 16 << 20,
  schema,
}

/** Fault FORMAT-INVALID. */
export function encodeRefused({ site, bag, whole, items }: Omit<Refused, 'format' | 'version'>): Uint8Array {
  const ordered = items.toSorted((a, b) => (a.packet < b.packet ? -1 : 1))
  return encodeJson(refusedFormat, {
    format: 'rekam-refused',
    version: 1,
    site,
    bag,
    ...(whole === undefined ? {} : { whole }),
    items: ordered,
  })
}

/** Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeRefused(bytes: Uint8Array): Refused {
  const refused = decodeJson(refusedFormat, bytes)
  if (new Set(refused.items.map(({ packet }) => packet)).size !== refused.items.length)
    throw unreadable('rekam-refused', 'packet twice')
  if (refused.whole === undefined && refused.items.length === 0) throw unreadable('rekam-refused', 'nothing')
  return refused
}
