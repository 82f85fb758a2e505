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

/** One thing that an act changed; null where there was nothing, or where only what it said is known. NIKs are masked. */
export const auditChangeSchema = z.object({
  /** Empty where the act changed one thing alone. */
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
})
export type AuditChange = z.infer<typeof auditChangeSchema>

/** `locked`: their key is with the Dinas' recovery identity alone, as after a restore. `damaged`: they do not open by their key. */
export const auditValuesSchema = z.object({
  state: z.enum(['here', 'destroyed', 'locked', 'damaged']),
  changes: z.array(auditChangeSchema),
})
export type AuditValues = z.infer<typeof auditValuesSchema>

export const auditEntrySchema = z.object({
  /** Its place in this station's list; for paging. */
  n: z.number(),
  seq: z.number(),
  at: instant,
  actor: z.string(),
  act: z.string(),
  subject: z.string(),
  hash: z.string(),
  /** Old and new values; null for an act that has none. */
  values: auditValuesSchema.nullable(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

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
  /** Saves the acts of some days, signed by the station. AUDIT-PERIOD, AUDIT-PERIOD-LONG, SAVE-PLACE, FILE-EXISTS. */
  savePeriod: procedure
    .input(z.object({ from: day, until: day, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string(), signature: z.string(), entries: z.number(), sha256: z.string() })),
  /** Saves what this station knows about a resident; `until` is when an answer to who asks now is due. SAVE-PLACE, FILE-EXISTS. */
  saveAccess: procedure
    .input(z.object({ about: z.string().regex(/^\d{16}$/), path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string(), entries: z.number(), until: instant })),
  /** Recomputes the chains of all epochs; `brokenAt` is the first entry that does not fit. */
  verify: procedure.input(empty).output(
    z.object({
      sound: z.boolean(),
      entries: z.number(),
      brokenAt: z.number().nullable(),
      epoch: z.string().nullable(),
      /** Values that were held against what the chain says of them. */
      values: z.number(),
    }),
  ),
}

export const auditSentences = sentences({
  'AUDIT-PERIOD': [
    'Hari pertama sesudah hari terakhir.',
    'Tidak ada berkas yang dibuat.',
    'Betulkan Sejak dan Sampai.',
    'The first day is after the last.',
    'No file was made.',
    'Mend From and Until.',
  ],
  'AUDIT-PERIOD-LONG': [
    'Masa ini memuat lebih dari {most} perbuatan, terlalu banyak untuk satu berkas.',
    'Tidak ada berkas yang dibuat.',
    'Pilih masa yang lebih pendek.',
    'This period holds more than {most} {most, act|acts}, too many for one file.',
    'No file was made.',
    'Choose a shorter period.',
  ],
  'AUDIT-BROKEN': [
    'Rantai audit putus pada entri {seq}.',
    'Rekaman dan paket tidak diubah.',
    'Jangan teruskan tanpa penyelia; bandingkan dengan disk cadangan.',
    'The audit chain is broken at entry {seq}.',
    'Recordings and packets were not changed.',
    'Do not go on without the supervisor; compare with a backup disk.',
  ],
})
