import { z } from 'zod'
import { day, instant, procedure } from './base.ts'
import { sentences } from './sentences.ts'

/** What a day begins and ends with. */
export const listSchema = z.enum(['start', 'end'])
export type List = z.infer<typeof listSchema>

/**
 * The items of the two lists. What the station knows is worked out (fact); what it cannot know a person ticks (hand).
 * safe: every recording lies on two devices or has a receipt. disks: no disk is overdue. carried: numbers of earlier days that were not
 * served. call-back: parked recordings whose person is to be called by today. space: room on this computer. queue: nobody waits any more.
 * backup: a backup came after the day's last recording. drafts: recordings that were begun and neither sealed nor parked. alarms: open alarms of disks.
 * bags: no export is overdue. report: the evening report was shown. devices, paper: tried and there. away: the disk is out of the office. locked: equipment locked away.
 */
export const ITEMS = {
  start: {
    safe: 'fact',
    disks: 'fact',
    alarms: 'fact',
    bags: 'fact',
    carried: 'fact',
    'call-back': 'fact',
    space: 'fact',
    devices: 'hand',
    paper: 'hand',
  },
  end: {
    queue: 'fact',
    drafts: 'fact',
    backup: 'fact',
    safe: 'fact',
    bags: 'fact',
    report: 'fact',
    away: 'hand',
    locked: 'hand',
  },
} as const satisfies Readonly<Record<List, Readonly<Record<string, 'fact' | 'hand'>>>>
export const itemSchema = z.enum([
  'safe',
  'disks',
  'alarms',
  'bags',
  'carried',
  'call-back',
  'space',
  'devices',
  'paper',
  'queue',
  'drafts',
  'backup',
  'report',
  'away',
  'locked',
])
export type Item = z.infer<typeof itemSchema>

const tickedSchema = z.object({ by: z.string(), at: instant })

export const checkItemSchema = z.object({
  item: itemSchema,
  kind: z.enum(['fact', 'hand']),
  ok: z.boolean(),
  /** What a fact counted: how many are not as they should be; megabytes left for space. Null for what is ticked. */
  n: z.number().nullable(),
  /** Who ticked it, and when. */
  ticked: tickedSchema.nullable(),
})
export type CheckItem = z.infer<typeof checkItemSchema>

const checklistSchema = z.object({
  day,
  lists: z.array(
    z.object({
      list: listSchema,
      items: z.array(checkItemSchema),
      /** Who signed the list, when, what of it was open then, and a note. */
      signed: tickedSchema.extend({ open: z.array(itemSchema), note: z.string() }).nullable(),
    }),
  ),
})
export type Checklist = z.infer<typeof checklistSchema>

export const checklistContract = {
  /** The two lists of a day: today's as things are, an earlier day's as it was ticked and signed. */
  checklist: procedure.input(z.object({ day: day.optional() }).strict()).output(checklistSchema),
  /** Ticks what the station cannot know, or takes the tick back. BOARD-FACT for what it works out itself. */
  tick: procedure
    .input(z.object({ list: listSchema, item: itemSchema, done: z.boolean() }).strict())
    .output(checklistSchema),
  /** Signs a list as it is now; what is open is kept with it. Again replaces today's own. */
  sign: procedure
    .input(z.object({ list: listSchema, note: z.string().trim().max(200).default('') }).strict())
    .output(checklistSchema),
}

export const checklistSentences = sentences({
  'BOARD-FACT': [
    'Butir ini dihitung sendiri oleh stasiun, tidak dapat dicentang.',
    'Daftar tidak diubah.',
    'Selesaikan yang masih terbuka; butir ini berubah dengan sendirinya.',
    'The station works this item out itself; it cannot be ticked.',
    'The list was not changed.',
    'Settle what is open; the item changes by itself.',
  ],
})
