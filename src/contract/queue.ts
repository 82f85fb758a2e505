import { z } from 'zod'
import { purposeSchema } from './application.ts'
import { day, done, empty, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

export const prioritySchema = z.enum(['pregnant', 'elderly', 'disabled'])
export type Priority = z.infer<typeof prioritySchema>
export const PRIORITIES: readonly Priority[] = prioritySchema.options

/**
 * waiting: nobody has called it. called: somebody has, and waits for the person. serving: a recording is under way. served: sealed.
 * no-show: called and not there. closed: it ended without a recording, with a note.
 */
export const ticketStateSchema = z.enum(['waiting', 'called', 'serving', 'served', 'no-show', 'closed'])
export type TicketState = z.infer<typeof ticketStateSchema>

export const ticketSchema = z.object({
  id: idSchema,
  /** The day on which it was drawn, in the station's zone. */
  day,
  number: z.number().int().positive(),
  name: z.string(),
  /** Masked in lists. */
  nik: z.string().nullable(),
  phone: z.string().nullable(),
  purpose: purposeSchema,
  priority: prioritySchema.nullable(),
  state: ticketStateSchema,
  calls: z.number(),
  createdAt: instant,
  calledAt: instant.nullable(),
  doneAt: instant.nullable(),
  /** The recording under way, or sealed under the same id. */
  draft: idSchema.nullable(),
  note: z.string().nullable(),
  /** Left over from an earlier day: such numbers lead today's queue. */
  carried: z.boolean(),
})
export type Ticket = z.infer<typeof ticketSchema>

export const daybookSchema = z.object({
  day,
  tickets: z.array(ticketSchema),
  counts: z.object({
    taken: z.number(),
    served: z.number(),
    noShow: z.number(),
    closed: z.number(),
    open: z.number(),
    /** Recordings sealed on that day: all, and of them the applications from outside the domicile. */
    recorded: z.number(),
    outside: z.number(),
  }),
})
export type Daybook = z.infer<typeof daybookSchema>

const nameSchema = z.string().trim().min(2).max(100)
const phoneSchema = z.string().regex(/^\+?[0-9 .-]{6,20}$/)

export const queueContract = {
  /** Who is next, in the order in which F4 calls them, then who was called or is served; no-shows of today last. */
  today: procedure.input(empty).output(
    z.object({
      day,
      waiting: z.array(ticketSchema),
      called: z.array(ticketSchema),
      serving: z.array(ticketSchema),
      noShow: z.array(ticketSchema),
    }),
  ),
  /** Draws a number. `key` makes a repeated call the same ticket. */
  take: procedure
    .input(
      z
        .object({
          key: idSchema,
          name: nameSchema,
          nik: z.string().max(40).optional(),
          phone: phoneSchema.optional(),
          purpose: purposeSchema.default('new'),
          priority: prioritySchema.nullable().default(null),
        })
        .strict(),
    )
    .output(ticketSchema),
  /** Calls the first of the queue; the same operator asking twice within two seconds gets the same ticket. QUEUE-EMPTY. */
  next: procedure.input(empty).output(ticketSchema),
  /** Calls a number again, or one that was not there. QUEUE-STATE. */
  recall: procedure.input(z.object({ id: idSchema }).strict()).output(ticketSchema),
  /** Called, and not there. QUEUE-STATE. */
  noShow: procedure.input(z.object({ id: idSchema }).strict()).output(ticketSchema),
  /** Ends a number without a recording. QUEUE-STATE. */
  close: procedure
    .input(z.object({ id: idSchema, note: z.string().trim().min(3).max(200) }).strict())
    .output(ticketSchema),
  /** Sets or takes away the priority of one that waits. */
  prioritise: procedure
    .input(z.object({ id: idSchema, priority: prioritySchema.nullable() }).strict())
    .output(ticketSchema),
  /** The NIK of a ticket, to begin its recording; opening it is in the audit. */
  open: procedure
    .input(z.object({ id: idSchema }).strict())
    .output(z.object({ id: idSchema, nik: z.string().nullable(), name: z.string(), purpose: purposeSchema })),
  /** The daybook (buku harian) of a day; today's unless told. */
  daybook: procedure.input(z.object({ day: day.optional() }).strict()).output(daybookSchema),
  /**
   * Somebody who is recorded elsewhere already is not recorded again: noted in the daybook instead, so that no DUPLICATE_RECORD comes
   * of a move. `ticket` ends with it.
   */
  notAgain: procedure
    .input(
      z
        .object({
          nik: z.string().max(40),
          why: z.enum(['moved-recorded', 'recorded-here']),
          note: z.string().trim().max(200).default(''),
          ticket: idSchema.optional(),
          name: z.string().trim().max(100).default(''),
        })
        .strict(),
    )
    .output(done),
}

export const queueSentences = sentences({
  'QUEUE-EMPTY': [
    'Antrean kosong.',
    'Tidak ada yang diubah.',
    'Ambil nomor baru, atau tekan F3 untuk perekaman tanpa nomor.',
    'The queue is empty.',
    'Nothing was changed.',
    'Draw a new number, or press F3 to record without one.',
  ],
  'QUEUE-STATE': [
    'Nomor {number} sudah {state}.',
    'Antrean tidak diubah.',
    'Lihat daftar yang baru, lalu pilih nomor lain.',
    'Number {number} is already {stateEn}.',
    'The queue was not changed.',
    'Look at the new list and choose another number.',
  ],
})
