import { z } from 'zod'
import { eventIterator } from '@orpc/contract'
import { AGES } from './ages.ts'
import { day, empty, instant, procedure } from './base.ts'
import { checklistContract, checklistSentences } from './checklist.ts'
import { overdueBagsSchema } from './export.ts'
import { idSchema, siteCodeSchema } from './ids.ts'
import { recapContract, recapSentences } from './recap.ts'
import { reportContract, reportSentences } from './report.ts'

export const boardSentences = { ...checklistSentences, ...reportSentences, ...recapSentences }

const count = z.number().int().nonnegative()

/** A disk as the board shows it: where it is, and what it lacks. */
const boardDiskSchema = z.object({
  id: idSchema,
  label: z.string(),
  kind: z.enum(['desk', 'rotation']),
  colour: z.string(),
  place: z.string(),
  holder: z.string(),
  dueOn: day.nullable(),
  /** Days over the day by which it is to be connected; negative before, null without such a day. */
  overdue: z.number().int().nullable(),
  /** Packets that are not on it yet. */
  behind: count,
  packets: count,
  level: z.enum(['L0', 'L1', 'L2']).nullable(),
  lastCommitAt: instant.nullable(),
})
export type BoardDisk = z.infer<typeof boardDiskSchema>

const boardSiteSchema = z.object({
  code: siteCodeSchema,
  name: z.string(),
  state: z.enum(['unknown', 'open', 'refusing', 'unreachable']),
  since: instant.nullable(),
  notice: z.string().nullable(),
  /** Our code for what is wrong, where the site said nothing itself. */
  trouble: z.string().nullable(),
  /** Times within the last thirty days in which it took nothing, the oldest first; `to` null while it goes on. */
  out: z.array(z.object({ from: instant, to: instant.nullable() })),
})
export type BoardSite = z.infer<typeof boardSiteSchema>

const agesSchema = z.object(
  Object.fromEntries(AGES.map((age) => [age, count])) as Record<(typeof AGES)[number], typeof count>,
)

export const boardSchema = z.object({
  /** The station's own day, and the moment of these figures. */
  day,
  at: instant,
  today: z.object({
    recorded: count,
    suket: count,
    printed: count,
    handedOver: count,
    /** Of those recorded today: on one device alone without a receipt, and the others. */
    onceOnly: count,
    safe: count,
    /** People whose number is drawn and not served yet. */
    queue: count,
    drafts: count,
  }),
  total: z.object({ recorded: count, received: count, waiting: count, exported: count, onceOnly: count }),
  /** When the recording that waits longest for a receipt was sealed. */
  oldestWaiting: instant.nullable(),
  /** The most first. */
  statuses: z.array(z.object({ status: z.string(), count, oldest: instant.nullable(), ages: agesSchema })),
  /** Recordings by the number of disks on which a verified copy counts: none, one, two or more. */
  copies: z.object({ hereOnly: count, oneDisk: count, twoOrMore: count }),
  /** Recordings whose resident asked twice for the card while nothing moved. */
  stuck: count,
  disks: z.array(boardDiskSchema),
  lostDisks: count,
  alarms: count,
  sites: z.array(boardSiteSchema),
  /** Bags under way that nobody answered in time. */
  overdueBags: overdueBagsSchema,
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
  'board',
])
export type Topic = z.infer<typeof topicSchema>

export const boardContract = {
  show: procedure.input(empty).output(boardSchema),
  ...checklistContract,
  ...reportContract,
  ...recapContract,
  /** A topic each time something changed; the page asks again. */
  watch: procedure.input(empty).output(eventIterator(z.object({ topic: topicSchema }))),
}
