import { z } from 'zod'
import { base64, unbase64 } from '../../lib/bytes.ts'
import { base64Schema, countSchema, seqSchema, sha256Schema, siteSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat, unreadable } from '../json.ts'
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

/** Fault FORMAT-UNREADABLE for base64 in another than its one spelling. */
export function unpackSigned({ bytes, signature }: z.infer<typeof signedSchema>): Signed {
  try {
    return { bytes: unbase64(bytes), signature }
  } catch (cause) {
    throw unreadable('rekam-signed', 'base64', cause)
  }
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
    .max(ANNOUNCE_LIMIT),
})
export type Announce = z.infer<typeof announceSchema>
export type AnnounceItem = Announce['items'][number]

/** Station to site: what it would send; nothing, to ask whether it takes packets at all. */
export const announceFormat: JsonFormat<typeof announceSchema> = {
  name: 'rekam-announce',
  version: 1,
  limit: 2 << 20,
  schema: announceSchema,
}

/** A stable code of ours. */
const codeSchema = z.string().regex(/^[A-Z][A-Z0-9-]{2,60}$/)

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
          code: codeSchema,
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

const refusalSchema = z.strictObject({ ...formatHead('rekam-refusal'), code: codeSchema })

/** Site to station: this request was refused as a whole (signature, size, a packet that was not announced). */
export const refusalFormat: JsonFormat<typeof refusalSchema> = {
  name: 'rekam-refusal',
  version: 1,
  limit: 4096,
  schema: refusalSchema,
}

/** Paths below a site's URL. */
export const WIRE_PATHS = { announce: '/v1/announce', upload: '/v1/upload', health: '/v1/health' } as const
