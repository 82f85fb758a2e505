import { z } from 'zod'
import { lineSchema, sha256Schema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'

const SLOT = /^[a-z]+(?:-[a-z]+){0,3}$/

/** Which scanner it was, as its signed answer says, and that answer's place in the scanner's chain. */
const identitySchema = z.object({
  provider: lineSchema(100),
  make: lineSchema(100),
  model: lineSchema(100),
  serial: lineSchema(100),
  type: lineSchema(100),
  subType: lineSchema(100),
  code: lineSchema(100),
  service: lineSchema(100),
  certificate: sha256Schema,
  hash: sha256Schema,
  at: lineSchema(40),
})

/** A later station may measure more: other names are taken too. */
const qualitySchema = z.record(z.string().regex(/^[a-zA-Z]{1,30}$/), z.number())

const schema = z.object({
  ...formatHead('rekam-capture'),
  /** Account that sealed; where it was: the stamp outside says which station. */
  operator: lineSchema(64),
  startedAt: z.iso.datetime(),
  sealedAt: z.iso.datetime(),
  /** Why a person was recorded again. */
  again: lineSchema(200).optional(),
  /** What the person came for; of one from outside the domicile: home region, source of the biodata, where the card is collected. */
  application: z
    .object({
      purpose: z.string().regex(SLOT),
      home: z
        .string()
        .regex(/^[0-9]{2}\.[0-9]{2}$/)
        .optional(),
      source: z.string().regex(SLOT).optional(),
      collection: z.string().regex(SLOT).optional(),
    })
    .optional(),
  /** The biodata was read aloud and is right; the resident said that all is true. */
  confirmed: z.literal(true),
  truth: z.literal(true),
  captures: z
    .array(
      z.object({
        slot: z.string().regex(SLOT),
        /** Member of the packet that holds it. */
        member: z.string().min(1).max(60),
        device: lineSchema(200),
        /** 0 to 100 as the device says; absent where there is no such thing. */
        score: z.number().min(0).max(100).optional(),
        attempts: z.int().min(1).max(99),
        /** Pixels of the original, upright. */
        crop: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
        note: lineSchema(500).optional(),
        identity: identitySchema.optional(),
        /** Member that holds what the scanner signed around the image. */
        signed: z.string().min(1).max(80).optional(),
        /** Which finger it is of, where the slot does not say: the thumb that stands for a signature. */
        finger: z.string().regex(SLOT).optional(),
        /** A matcher's word on a second capture; absent where there was none. */
        match: z.enum(['same', 'different']).optional(),
        /** What was measured in a photo when it was taken; absent where nothing looked at it. */
        quality: qualitySchema.optional(),
        /** What was wrong with it, and why it was taken nevertheless; the colour that its backdrop was replaced with. */
        flaws: z.array(z.string().regex(SLOT)).max(12).optional(),
        reason: lineSchema(200).optional(),
        background: z.string().regex(SLOT).optional(),
      }),
    )
    .max(250),
  exceptions: z
    .array(
      z.object({
        slot: z.string().regex(SLOT),
        reason: lineSchema(200),
        /** Account of the supervisor; absent while nobody has said yes. */
        approvedBy: lineSchema(64).optional(),
      }),
    )
    .max(40),
  /** Biodata that was corrected after it was first read aloud: old and new value, empty where there was none. */
  corrections: z
    .array(
      z.object({
        field: z.string().regex(/^[a-zA-Z]{1,40}$/),
        old: z.string().max(300),
        new: z.string().max(300),
      }),
    )
    .max(40)
    .optional(),
  /** Why warnings of the biodata stand, by code. */
  reasons: z
    .array(z.object({ code: z.string().regex(/^[A-Z0-9-]{1,40}$/), why: lineSchema(200) }))
    .max(40)
    .optional(),
  /** What was decided of recordings that looked like the same person. */
  alike: z
    .array(z.object({ recording: idSchema, choice: z.string().regex(SLOT), reason: lineSchema(200) }))
    .max(40)
    .optional(),
  /** Set aside and continued: who tied the person to it, and by what. */
  returned: z.object({ at: z.iso.datetime(), by: lineSchema(64), tie: z.string().regex(SLOT) }).optional(),
  /** The resident saw the photo and agreed to it. */
  photoApproved: z.boolean().optional(),
  documents: z
    .array(
      z.object({ member: z.string().min(1).max(60), kind: z.string().regex(SLOT), pages: z.int().min(1) }),
    )
    .max(40)
    .optional(),
})

const format: JsonFormat<typeof schema> = { name: 'rekam-capture', version: 1, limit: 128 << 10, schema }

/** How a recording came about: devices, scores, attempts, exceptions, statements. */
export type CaptureRecord = Omit<z.infer<typeof schema>, 'format' | 'version'>

/** The member `capture.json`. Fault FORMAT-INVALID. */
export function encodeCapture(record: CaptureRecord): Uint8Array {
  return encodeJson(format, { format: 'rekam-capture', version: 1, ...record })
}

/** Reads `capture.json`. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeCapture(bytes: Uint8Array): CaptureRecord {
  const { format: _, version: __, ...record } = decodeJson(format, bytes)
  return record
}

const auditSchema = z.object({
  epoch: idSchema,
  seq: z.int().min(1),
  at: z.iso.datetime(),
  actor: lineSchema(64),
  act: z.string().regex(/^[a-z][a-z.-]{1,60}$/),
  subject: z.string().max(64),
  commitment: sha256Schema.nullable(),
  prev: sha256Schema,
  hash: sha256Schema,
})

/** One act of the record's audit, as it stands in the chain of its epoch. */
export type AuditLine = z.infer<typeof auditSchema>

/** The member `audit.ndjson`: the acts on this recording before it was sealed, one per line. */
export function encodeAudit(acts: readonly AuditLine[]): Uint8Array {
  const lines = acts.map((act) => `${JSON.stringify(auditSchema.parse(act))}\n`)
  return new TextEncoder().encode(lines.join(''))
}
