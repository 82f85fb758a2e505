import { z } from 'zod'
import { day, empty, instant, procedure } from './base.ts'
import { sentences } from './sentences.ts'

/** Which acts: all that are given must fit. */
export const auditFilterSchema = z
  .object({
    /** Whole name of an account; `rekam` is the program itself. */
    actor: z.string().min(1).max(80).optional(),
    /** Whole name of an act, `room.what`, or a room. */
    act: z.string().min(1).max(80).optional(),
    /** NIK of a resident: everything that was done about them; else the id of what was acted on. */
    about: z.string().min(1).max(120).optional(),
    /** First and last day, of the station's zone. */
    from: day.optional(),
    until: day.optional(),
  })
  .strict()
export type AuditFilter = z.infer<typeof auditFilterSchema>

export const auditEntrySchema = z.object({
  /** Its place in this station's list; for paging. */
  n: z.number(),
  seq: z.number(),
  at: instant,
  actor: z.string(),
  act: z.string(),
  subject: z.string(),
  hash: z.string(),
})

export const auditContract = {
  /** Acts of all epochs that this station knows, what it came to know last first. Asking about a resident is an act itself. */
  list: procedure
    .input(
      auditFilterSchema
        .extend({
          before: z.number().int().positive().optional(),
          limit: z.number().int().min(1).max(500).default(100),
        })
        .strict(),
    )
    .output(z.array(auditEntrySchema)),
  /** Recomputes the chains of all epochs; `brokenAt` is the first entry that does not fit. */
  verify: procedure.input(empty).output(
    z.object({
      sound: z.boolean(),
      entries: z.number(),
      brokenAt: z.number().nullable(),
      epoch: z.string().nullable(),
    }),
  ),
}

export const auditSentences = sentences({
  'AUDIT-BROKEN': [
    'Rantai audit putus pada entri {seq}.',
    'Rekaman dan paket tidak diubah.',
    'Jangan teruskan tanpa penyelia; bandingkan dengan disk cadangan.',
    'The audit chain is broken at entry {seq}.',
    'Recordings and packets were not changed.',
    'Do not go on without the supervisor; compare with a backup disk.',
  ],
})
