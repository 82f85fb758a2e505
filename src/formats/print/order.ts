import { z } from 'zod'
import { countSchema, lineSchema, siteSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { formatHead, type JsonFormat } from '../json.ts'
import { signedSchema } from '../wire/wire.ts'
import { PRINT_OUTCOMES } from './paper.ts'

/** How many cards one order may name. */
export const PRINT_LIMIT = 100

/** Path below a site's URL. */
export const PRINT_PATH = '/v1/print'

export const printOrderItem = z.strictObject({
  order: idSchema,
  packet: idSchema,
  /** The highest fence that the station saw of this packet: a site that knows less is behind, and gives nothing. */
  fence: countSchema,
  want: z.enum(['grant', ...PRINT_OUTCOMES]),
  /** A supervisor's word that an earlier order of this station led to no card. */
  again: lineSchema(200).optional(),
})
export type PrintOrderItem = z.infer<typeof printOrderItem>

const orderSchema = z.strictObject({
  ...formatHead('rekam-print-order'),
  station: stationSchema,
  certificates: z.array(signedSchema).max(100),
  items: z.array(printOrderItem).min(1).max(PRINT_LIMIT),
})
export type PrintOrder = z.infer<typeof orderSchema>

/** Station to site: cards that it would print, and what became of those that it was granted. */
export const printOrderFormat: JsonFormat<typeof orderSchema> = {
  name: 'rekam-print-order',
  version: 1,
  limit: 1 << 20,
  schema: orderSchema,
}

const of = { order: idSchema, packet: idSchema }
const answerSchema = z.strictObject({
  ...formatHead('rekam-print-answer'),
  site: siteSchema,
  items: z
    .array(
      z.discriminatedUnion('verdict', [
        z.strictObject({ ...of, verdict: z.literal('granted'), grant: signedSchema }),
        /** `want`: what was noted; more may have happened since. */
        z.strictObject({ ...of, verdict: z.literal('noted'), want: z.enum(PRINT_OUTCOMES) }),
        /** not-ready, elsewhere (another site owns it), behind, held (an earlier order is open), printed, foreign, conflict. */
        z.strictObject({
          ...of,
          verdict: z.literal('refused'),
          code: z.string().regex(/^PRINT-[A-Z-]{2,40}$/),
        }),
      ]),
    )
    .max(PRINT_LIMIT),
})
export type PrintAnswer = z.infer<typeof answerSchema>
export type PrintAnswerItem = PrintAnswer['items'][number]

export const printAnswerFormat: JsonFormat<typeof answerSchema> = {
  name: 'rekam-print-answer',
  version: 1,
  limit: 2 << 20,
  schema: answerSchema,
}
