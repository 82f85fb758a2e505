import { oc } from '@orpc/contract'
import { z } from 'zod'

const linesSchema = z.object({ what: z.string(), safe: z.string(), todo: z.string() })

/** A refusal as it crosses the boundary: a stable code and three lines in Indonesian and English. */
export const refusalSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  id: linesSchema,
  en: linesSchema,
})
export type Refusal = z.infer<typeof refusalSchema>

/** Every procedure may refuse; nothing else may go wrong visibly. */
export const procedure = oc.errors({ REFUSED: { status: 422, data: refusalSchema } })

export const empty = z.object({}).strict()
export const done = z.object({ done: z.literal(true) })

/** A moment: ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime()
/** A calendar day: yyyy-mm-dd. */
export const day = z.iso.date()

/** Progress of anything that takes over a second. `total` is 0 while it is not known. */
export const progressSchema = z.object({
  phase: z.string(),
  done: z.number().nonnegative(),
  total: z.number().nonnegative(),
  bytes: z.number().nonnegative().optional(),
  bytesPerSecond: z.number().nonnegative().optional(),
  secondsLeft: z.number().nonnegative().optional(),
})
export type Progress = z.infer<typeof progressSchema>
