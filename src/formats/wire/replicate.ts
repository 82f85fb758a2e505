import { z } from 'zod'
import {
  countSchema,
  instantSchema,
  lineSchema,
  seqSchema,
  sha256Schema,
  siteSchema,
  stationSchema,
} from '../fields.ts'
import { REST_LIMIT } from '../bag/rest.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import { signedSchema } from './wire.ts'

/** How many receipts and papers one answer carries at most. */
export const REPLICATE_LIMIT = 200
/** The same of certificates: the whole country has more stations. */
export const REPLICATE_CERTIFICATES = 2000
/** A question as it goes over the line. */
export const REPLICATE_QUESTION_BYTES = 16 << 10

/** Paths below a site's URL, for the other site alone. */
export const REPLICATE_PATHS = { changes: '/v1/replicate', packet: '/v1/replicate/packet' } as const

/** Header of an answer: its detached signature by the site, stamped `report`, in base64. */
export const REPLICATE_SIGNATURE = 'rekam-signature'

const matcherSchema = z.strictObject({ site: siteSchema, term: countSchema })

const questionSchema = z.strictObject({
  ...formatHead('rekam-replicate-question'),
  site: siteSchema,
  /** The asker's cursors: last position of receipts and of print papers that it has of this site. */
  after: countSchema,
  papers: countSchema,
  /** Position of the last decision of a person; left out for none. */
  decisions: countSchema.optional(),
  /** The same of media that were handed in. */
  arrivals: countSchema.optional(),
  matcher: matcherSchema,
  /** A packet whose bytes are asked for. */
  packet: z.strictObject({ id: idSchema, sha256: sha256Schema }).optional(),
  /** A print right that the asker wants to own. */
  give: idSchema.optional(),
})
export type ReplicateQuestion = z.infer<typeof questionSchema>

/** Site to site, carried with its signature (`signedSchema`): what is new since. */
export const replicateQuestionFormat: JsonFormat<typeof questionSchema> = {
  name: 'rekam-replicate-question',
  version: 1,
  limit: 3072,
  schema: questionSchema,
}

/** A question as it goes over the line: its bytes and their signature (`report`), and the certificate of the key that made it. */
export const replicateEnvelopeSchema = z.strictObject({ question: signedSchema, certificate: signedSchema })

/** A packet that lies there whole, as it was announced. */
const entrySchema = z.strictObject({
  attempt: seqSchema,
  bytes: countSchema,
  station: stationSchema,
  epoch: idSchema,
  seq: seqSchema,
  signature: z.string().min(1).max(4096),
})

const statusSchema = z.string().regex(/^[A-Z][A-Z0-9_-]{2,60}$/)

/** What a person decided of a case; `number` counts the decisions of the site at which that was. */
const decisionSchema = z.strictObject({
  /** Left out for the site that answers. */
  site: siteSchema.optional(),
  number: seqSchema,
  packet: idSchema,
  attempt: seqSchema,
  came_from: statusSchema,
  decided: statusSchema,
  reason: lineSchema(500),
  person: lineSchema(100),
  at: instantSchema,
  /** The packets that it resembled then. */
  others: z.array(idSchema).max(50),
})

/** A medium that was handed in at a site, as it stands there now; null where nothing is known yet. */
export const replicatedArrivalSchema = z.strictObject({
  /** Left out for the site that answers. */
  site: siteSchema.optional(),
  id: idSchema,
  at: instantSchema,
  courier: lineSchema(100),
  medium: lineSchema(100),
  slip: lineSchema(100),
  state: z.enum(['registered', 'taken', 'refused']),
  code: statusSchema.nullable(),
  station: stationSchema.nullable(),
  epoch: idSchema.nullable(),
  bag: idSchema.nullable(),
  sequence: seqSchema.nullable(),
  series: idSchema.nullable(),
  part: seqSchema.nullable(),
  more: countSchema.nullable(),
  unused: z
    .string()
    .regex(/^[0-9]+(?:,[0-9]+)*$/)
    .max(4096)
    .nullable(),
  /** Left out by who does not know of them, as the bag's own labels. */
  first: seqSchema.nullable().optional(),
  rest: lineSchema(REST_LIMIT).nullable().optional(),
  received: countSchema.nullable(),
  refused: countSchema.nullable(),
  orders: countSchema,
  answer: lineSchema(4096).nullable(),
})
export type ReplicatedArrival = z.infer<typeof replicatedArrivalSchema>

/** What a person found out of bags that did not come: nobody asks for them again. */
export const explainedSchema = z.strictObject({
  /** Left out for the site that answers. */
  site: siteSchema.optional(),
  id: idSchema,
  at: instantSchema,
  station: stationSchema,
  epoch: idSchema,
  explained: z.strictObject({
    sequences: z.array(seqSchema).max(1000),
    /** Exports of which no further part is waited for. */
    series: z.array(idSchema).max(100),
  }),
  reason: lineSchema(500),
  person: lineSchema(100),
})
export type ReplicatedExplained = z.infer<typeof explainedSchema>

const answerSchema = z.strictObject({
  ...formatHead('rekam-replicate-answer'),
  site: siteSchema,
  matcher: matcherSchema,
  certificates: z.array(signedSchema).max(REPLICATE_CERTIFICATES),
  /** Receipts in the order in which that site came to know them, with the packet that they speak of. */
  items: z
    .array(z.strictObject({ term: countSchema, receipt: signedSchema, entry: entrySchema.optional() }))
    .max(REPLICATE_LIMIT),
  /** In the order in which that site came to know them, the asker's own too; left out together where there are none. */
  decisions: z.array(decisionSchema).max(REPLICATE_LIMIT).optional(),
  decisionsUpto: countSchema.optional(),
  /** The same of media that were handed in. */
  arrivals: z.array(replicatedArrivalSchema).max(REPLICATE_LIMIT).optional(),
  arrivalsUpto: countSchema.optional(),
  /** With the cursor of arrivals: what was explained of those that did not come. */
  explained: z.array(explainedSchema).max(REPLICATE_LIMIT).optional(),
  upto: countSchema,
  papers: z.array(signedSchema).max(REPLICATE_LIMIT),
  papersUpto: countSchema,
  /** Whether more waits behind the cursors. */
  more: z.boolean(),
})
export type ReplicateAnswer = z.infer<typeof answerSchema>

export const replicateAnswerFormat: JsonFormat<typeof answerSchema> = {
  name: 'rekam-replicate-answer',
  version: 1,
  limit: 16 << 20,
  schema: answerSchema,
}
