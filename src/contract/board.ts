import { z } from 'zod'
import { eventIterator } from '@orpc/contract'
import { empty, instant, procedure } from './base.ts'

export const boardSchema = z.object({
  today: z.object({
    recorded: z.number(),
    suket: z.number(),
    onceOnly: z.number(),
    safe: z.number(),
    drafts: z.number(),
  }),
  total: z.object({ recorded: z.number(), received: z.number(), waiting: z.number(), exported: z.number() }),
  statuses: z.array(z.object({ status: z.string(), count: z.number(), oldest: instant.nullable() })),
  /** Recordings by number of devices that hold them: here only, one disk, two or more. */
  copies: z.object({ hereOnly: z.number(), oneDisk: z.number(), twoOrMore: z.number() }),
  disk: z.object({ free: z.number(), bytes: z.number() }),
})
export type Board = z.infer<typeof boardSchema>

/** What changed, so that pages know what to ask again. */
export const topicSchema = z.enum([
  'enrolment',
  'resident',
  'suket',
  'backup',
  'restore',
  'upload',
  'export',
  'printing',
  'account',
  'settings',
])
export type Topic = z.infer<typeof topicSchema>

export const boardContract = {
  show: procedure.input(empty).output(boardSchema),
  /** A topic each time something changed; the page asks again. */
  watch: procedure.input(empty).output(eventIterator(z.object({ topic: topicSchema }))),
}
