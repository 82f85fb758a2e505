import { z } from 'zod'
import { base64, unbase64 } from '../../lib/bytes.ts'
import { base64Schema, countSchema, seqSchema, sha256Schema, siteSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import type { Signed } from '../trust/comment.ts'

/** How many packets one announcement may name. */
export const ANNOUNCE_LIMIT = 200

/** A document and its signature as JSON carries them. */
export const signedSchema = z.strictObject({
  bytes: base64Schema(4096),
  signature: z.string().min(1).max(4096),
})

export function packSigned({ bytes, signature }: Signed): z.infer<typeof signedSchema> {
  return { bytes: base64(bytes), signature }
}

export function unpackSigned(packed: z.infer<typeof signedSchema>): Signed {
  return { bytes: unbase64(packed.bytes), signature: packed.signature }
}

const announceSchema = z.strictObject({
  ...formatHead('rekam-announce'),
  station: stationSchema,
  /** The station's certificates, so that a site that never saw its key can judge it by the root. */
  certificates: z.array(signedSchema).max(100),
  items: z
    .array(
      z.strictObject({
        id: idSchema,
        sha256: sha256Schema,
        attempt: seqSchema,
        bytes: countSchema,
        /** The packet's `.minisig`. */
        signature: z.string().min(1).max(4096),
      }),
    )
    .min(1)
    .max(ANNOUNCE_LIMIT),
})
export type Announce = z.infer<typeof announceSchema>
export type AnnounceItem = Announce['items'][number]

/** Station to site: what it would send. */
export const announceFormat: JsonFormat<typeof announceSchema> = {
  name: 'rekam-announce',
  version: 1,
  limit: 2 << 20,
  schema: announceSchema,
}

const verdict = { id: idSchema, sha256: sha256Schema, attempt: seqSchema }
const answerSchema = z.strictObject({
  ...formatHead('rekam-answer'),
  site: siteSchema,
  items: z
    .array(
      z.discriminatedUnion('verdict', [
        z.strictObject({ ...verdict, verdict: z.literal('wanted') }),
        z.strictObject({ ...verdict, verdict: z.literal('received'), receipt: signedSchema }),
        z.strictObject({
          ...verdict,
          verdict: z.literal('refused'),
          code: z.string().regex(/^[A-Z][A-Z0-9-]{2,60}$/),
        }),
      ]),
    )
    .max(ANNOUNCE_LIMIT),
})
export type Answer = z.infer<typeof answerSchema>
export type AnswerItem = Answer['items'][number]

/** Site to station: what it wants of that, item by item. Also the answer after the last byte of a packet. */
export const answerFormat: JsonFormat<typeof answerSchema> = {
  name: 'rekam-answer',
  version: 1,
  limit: 2 << 20,
  schema: answerSchema,
}

const noticeSchema = z.strictObject({
  ...formatHead('rekam-notice'),
  site: siteSchema,
  /** Why nothing is taken, in the site's own words. */
  notice: z.string().min(1).max(2000),
})
export type Notice = z.infer<typeof noticeSchema>

/** Site to station, with 503: it takes nothing at all now. */
export const noticeFormat: JsonFormat<typeof noticeSchema> = {
  name: 'rekam-notice',
  version: 1,
  limit: 16_384,
  schema: noticeSchema,
}

/** Paths below a site's URL. */
export const WIRE_PATHS = { announce: '/v1/announce', upload: '/v1/upload', health: '/v1/health' } as const
