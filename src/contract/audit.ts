import { z } from 'zod'
import { empty, instant, procedure } from './base.ts'
import { sentences } from './sentences.ts'

export const auditEntrySchema = z.object({
  seq: z.number(),
  at: instant,
  actor: z.string(),
  act: z.string(),
  subject: z.string(),
  hash: z.string(),
})

export const auditContract = {
  /** Acts of the current epoch, newest first. */
  list: procedure
    .input(
      z
        .object({
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
