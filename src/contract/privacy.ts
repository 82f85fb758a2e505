import { z } from 'zod'
import { day, empty, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { reasonSchema } from './reason.ts'

const path = z.string().min(1).max(4096)
/** A person's name or a place on a record. */
const words = z
  .string()
  .trim()
  .min(2)
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u)

/** How much of what a destruction takes. `values`: cases whose old and new values in the audit go. `residents`: lines of the Dinas' list. */
export const erasureCountsSchema = z.object({
  recordings: z.number(),
  packets: z.number(),
  photos: z.number(),
  letters: z.number(),
  tickets: z.number(),
  requests: z.number(),
  residents: z.number(),
  values: z.number(),
})
export type ErasureCounts = z.infer<typeof erasureCountsSchema>

/** Why a recording whose days are over stays, or why its days are not over. */
export const heldSchema = z.object({
  receipt: z.number(),
  retention: z.number(),
  letter: z.number(),
  card: z.number(),
  draft: z.number(),
})

export const retentionPlanSchema = z.object({
  /** Stands for exactly what is due: a destruction names it. */
  token: z.string(),
  /** Days that the Dinas' profile gives; null: for ever. */
  recordingDays: z.number().nullable(),
  auditDays: z.number().nullable(),
  counts: erasureCountsSchema,
  held: heldSchema,
  /** Drafts older than the days: half recordings are never destroyed by this. */
  drafts: z.number(),
  /** Sealed packets of due recordings that still lie on this computer: they leave by the rule of the page Backups. */
  packetsHere: z.number(),
  /** The first hundred recordings, name and NIK masked. */
  listed: z.array(
    z.object({ id: idSchema, name: z.string(), nik: z.string(), sealedAt: instant, finalAt: instant }),
  ),
})
export type RetentionPlan = z.infer<typeof retentionPlanSchema>

export const retentionActSchema = z.object({
  id: idSchema,
  /** Of the berita acara. */
  number: z.string(),
  at: instant,
  actor: z.string(),
  reason: z.string(),
  counts: erasureCountsSchema,
})
export type RetentionAct = z.infer<typeof retentionActSchema>

const savedSchema = z.object({ path: z.string(), signature: z.string() })

/** How somebody asked to see what is known about them. */
export const accessWaySchema = z.enum(['desk', 'letter', 'deputy'])
export type AccessWay = z.infer<typeof accessWaySchema>

export const accessRequestSchema = z.object({
  id: idSchema,
  /** In the station's register of requests. */
  number: z.string(),
  /** Masked. */
  nik: z.string(),
  name: z.string(),
  way: accessWaySchema,
  askedAt: instant,
  /** 3 x 24 hours later (UU 27/2022). */
  dueAt: instant,
  enteredBy: z.string(),
  state: z.enum(['open', 'overdue', 'answered']),
  answeredAt: instant.nullable(),
  answeredBy: z.string().nullable(),
})
export type AccessRequest = z.infer<typeof accessRequestSchema>

export const requestInputSchema = z
  .object({
    about: z.union([
      z.object({ recording: idSchema }).strict(),
      z.object({ nik: z.string().max(40), name: words }).strict(),
    ]),
    way: accessWaySchema,
    /** The day on which they asked, if it was not now. */
    askedOn: day.optional(),
  })
  .strict()

export const privacyContract = {
  /** What the Dinas' retention says is due, and what stays and why. Changes nothing. */
  retentionPlan: procedure.input(empty).output(retentionPlanSchema),
  /** Destroys exactly what a plan showed. PRIVACY-CHANGED, PRIVACY-NOTHING, ACCOUNT-NO-PIN, ACCOUNT-WRONG-PIN, ACCOUNT-WAIT. */
  destroy: procedure
    .input(
      z
        .object({
          token: z.string().length(64),
          reason: reasonSchema,
          place: words,
          witnesses: z.array(words).min(1).max(2),
          pin: z.string().regex(/^\d{6}$/),
        })
        .strict(),
    )
    .output(retentionActSchema),
  /** Every destruction that this station knows, the latest first. */
  retentionActs: procedure.input(empty).output(z.array(retentionActSchema)),
  /** Writes the berita acara (PDF), and beside it its signature and the signed list of what is gone. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
  saveAct: procedure
    .input(z.object({ id: idSchema, path }).strict())
    .output(savedSchema.extend({ list: z.string() })),
  /** Destroys again what a signed list of this station speaks of, after a restore from an older disk. PRIVACY-LIST. */
  applyList: procedure
    .input(z.object({ path }).strict())
    .output(z.object({ number: z.string(), recordings: z.number() })),
  /** Requests of residents, open ones first, the one due first at the top. */
  requests: procedure.input(empty).output(z.array(accessRequestSchema)),
  /** How many wait for an answer, and how many of them too long. */
  requestCounts: procedure.input(empty).output(z.object({ open: z.number(), overdue: z.number() })),
  /** Enters a request of a resident, by NIK or from one of their recordings. NIK-*, NOT-FOUND, PRIVACY-ASKED. */
  request: procedure.input(requestInputSchema).output(accessRequestSchema),
  /** Writes the answer: a PDF to hand over, the file for the Dinas, and their signatures; the request is answered. */
  answer: procedure
    .input(z.object({ id: idSchema, path }).strict())
    .output(savedSchema.extend({ file: z.string(), entries: z.number(), values: z.number() })),
}
