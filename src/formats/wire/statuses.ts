import { z } from 'zod'
import { countSchema, siteSchema, stationSchema } from '../fields.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import { signedSchema } from './wire.ts'

/** How many receipts one answer carries. */
export const STATUS_LIMIT = 200

/** Path below a site's URL. */
export const STATUS_PATH = '/v1/status'

const questionSchema = z.strictObject({
  ...formatHead('rekam-status-question'),
  station: stationSchema,
  certificates: z.array(signedSchema).max(100),
  /** The station's cursor: the last position of this site that it has; 0 before the first. */
  after: countSchema,
})

/** Station to site: what has been said of its packets since. */
export const statusQuestionFormat: JsonFormat<typeof questionSchema> = {
  name: 'rekam-status-question',
  version: 1,
  limit: 1 << 20,
  schema: questionSchema,
}

const answerSchema = z.strictObject({
  ...formatHead('rekam-status-answer'),
  site: siteSchema,
  /** The cursor to ask with next; lower than the one asked with where the site lost its memory. */
  upto: countSchema,
  /** Whether more waits behind `upto`. */
  more: z.boolean(),
  receipts: z.array(signedSchema).max(STATUS_LIMIT),
})
export type StatusAnswer = z.infer<typeof answerSchema>

/** Site to station: receipts in the order in which the site came to know them, its own and those of the other site. */
export const statusAnswerFormat: JsonFormat<typeof answerSchema> = {
  name: 'rekam-status-answer',
  version: 1,
  limit: 2 << 20,
  schema: answerSchema,
}
