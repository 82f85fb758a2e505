import { z } from 'zod'
import { biodataDraftSchema, biodataFieldSchema, biodataSchema } from './biodata.ts'
import { BIODATA_WARNINGS, type BiodataWarning } from './biodata-notices.ts'
import { done, empty, instant, procedure } from './base.ts'
import {
  captureFaultSchema,
  captureMetaSchema,
  deviceStateSchema,
  exceptionSchema,
  fingerSchema,
  slotSchema,
  thumbSchema,
} from './captures.ts'
import { amendmentSchema } from './amendment.ts'
import { applicationSchema, purposeSchema } from './application.ts'
import { alikeSchema, parkingShape } from './draft-notes.ts'
import { documentsContract } from './documents.ts'
import { draftSchema } from './draft.ts'
import { faceContract } from './facing.ts'
import { idSchema } from './ids.ts'
import { nextStepSchema } from './next-step.ts'
import { proofContract } from './proof.ts'
import { reasonSchema } from './reason.ts'
import { ageSchema } from './ages.ts'
import { reviewSchema } from './review.ts'
import { shownSchema } from './shown.ts'
import { centralStatusSchema } from './status.ts'
import { stepSchema } from './step.ts'

export { enrolmentSentences } from './enrolment-sentences.ts'

export * from './draft.ts'
export * from './step.ts'
export * from './captures.ts'
export * from './draft-notes.ts'
export * from './shown.ts'
export * from './review.ts'

const biodataWarningSchema = z
  .string()
  .refine((code): code is BiodataWarning => Object.hasOwn(BIODATA_WARNINGS, code))

export const custodySchema = z.object({
  /** Copies by level: sealed here, then L0..L2 on disks, L3 by receipt. */
  here: z.boolean(),
  disks: z.array(
    z.object({
      disk: z.string(),
      label: z.string(),
      level: z.enum(['L0', 'L1', 'L2']),
      /** When that level was last proven. */
      at: instant,
      place: z.string(),
      holder: z.string(),
      state: z.string(),
      /** Whether it counts: proven within the policy's days, on a disk that is not lost. */
      counts: z.boolean(),
    }),
  ),
  receipts: z.array(z.object({ site: z.string(), grade: z.string(), at: instant })),
  exported: z.array(z.object({ bag: z.string(), at: instant })),
})

export const recordingRowSchema = z.object({
  id: idSchema,
  seq: z.number(),
  nik: z.string(),
  name: z.string(),
  sealedAt: instant,
  status: centralStatusSchema,
  copies: z.number(),
  received: z.boolean(),
  suket: z.string().nullable(),
  /** What was done after sealing that the status does not say; it stays here while it waits for a penyelia or is being amended. */
  mark: z.enum(['cancelled', 'approval-waits', 'amending']).nullable(),
  /** An application from outside the domicile, counted apart. */
  outside: z.boolean(),
})
export type RecordingRow = z.infer<typeof recordingRowSchema>

/** A sealed amendment of a recording: a packet of its own. */
export const amendedSchema = z.object({
  id: idSchema,
  seq: z.number(),
  sealedAt: instant,
  operator: z.string(),
  amendment: amendmentSchema,
  received: z.boolean(),
})

export const recordingSchema = recordingRowSchema.extend({
  epoch: idSchema,
  application: applicationSchema.nullable(),
  /** As its corrections have it now. */
  biodata: biodataSchema,
  amendments: z.array(amendedSchema),
  /** Amendments that were begun and are not sealed; while there is one, the packet is not sent. */
  amending: z.array(z.object({ id: idSchema, amendment: amendmentSchema })),
  cancelled: z.boolean(),
  /** What is done next, and which sending this is. */
  step: nextStepSchema,
  attempt: z.number(),
  sha256: z.string(),
  bytes: z.number(),
  head: z.string(),
  /** The proof of recording's QR text (formats/paper). */
  proof: z.string(),
  /** What could not be captured and why; sent once all are approved. */
  exceptions: z.array(exceptionSchema),
  photoUrl: z.string().nullable(),
  custody: custodySchema,
  history: z.array(z.object({ at: instant, what: z.string(), who: z.string() })),
})
export type Recording = z.infer<typeof recordingSchema>

/** 'Boleh pulang' needs all three (PRODUCT: the green light). */
export const sealedSchema = z.object({
  recording: idSchema,
  seq: z.number(),
  proven: z.literal(true),
  devices: z.number(),
})

export type Sealed = z.infer<typeof sealedSchema>

/** A recording whose exceptions wait for a penyelia: it is sealed and safe, and is sent once they said yes. */
export const waitingApprovalSchema = z.object({
  recording: idSchema,
  seq: z.number(),
  name: z.string(),
  nik: z.string(),
  sealedAt: instant,
  exceptions: z.array(exceptionSchema),
})

const draftId = z.object({ id: idSchema }).strict()

export const enrolmentContract = {
  ...proofContract,
  ...faceContract,
  drafts: procedure.input(empty).output(z.array(draftSchema)),
  /**
   * Starts a recording, or returns the open draft of the same NIK. Refused when disk space is low; ALREADY-RECORDED without a reason
   * (`again`); ENROLMENT-AT-CENTRE where another recording would become a duplicate and no penyelia says so.
   */
  start: procedure
    .input(
      z
        .object({
          nik: z.string().max(40),
          again: z.string().min(3).max(200).optional(),
          /** The number with which the person was called: it is served from now on. */
          ticket: idSchema.optional(),
          application: applicationSchema.optional(),
          /** The form begins with what the Dinas' list says; every line of it is still read aloud and confirmed. */
          listed: z.boolean().optional(),
        })
        .strict(),
    )
    .output(draftSchema),
  draft: procedure.input(draftId).output(draftSchema),
  /** Saves the fields given; others stay. Answers the whole draft as it now lies on disk. */
  saveBiodata: procedure
    .input(z.object({ id: idSchema, fields: biodataDraftSchema }).strict())
    .output(draftSchema),
  confirmBiodata: procedure
    .input(z.object({ id: idSchema, confirmed: z.boolean() }).strict())
    .output(draftSchema),
  /** Reading aloud begins: what is changed from here on is a correction, with the value it had. */
  beginReading: procedure.input(draftId).output(draftSchema),
  /** One field was read aloud and is right, or no longer is. Once all that are filled are right, the biodata is confirmed. */
  confirmField: procedure
    .input(z.object({ id: idSchema, field: biodataFieldSchema, confirmed: z.boolean() }).strict())
    .output(draftSchema),
  /** Why warnings of the biodata stand (a NIK is permanent), by their codes; null takes a reason back. Sealing waits for them. */
  giveReasons: procedure
    .input(
      z
        .object({
          id: idSchema,
          reasons: z.record(biodataWarningSchema, reasonSchema.nullable()),
        })
        .strict(),
    )
    .output(draftSchema),
  /** Recordings that may be the same person under another NIK, likeliest first; that they were shown is in the audit of each. */
  alike: procedure.input(draftId).output(z.array(alikeSchema)),
  /** One recorded choice for each of them. Sealing waits for all; 'same-person' stands in its way. */
  decideAlike: procedure
    .input(
      z
        .object({
          id: idSchema,
          recording: idSchema,
          choice: z.enum(['other-person', 'same-person']),
          reason: reasonSchema,
        })
        .strict(),
    )
    .output(draftSchema),
  /** Sets a recording aside. Nothing is captured into it before the person is back: ENROLMENT-PARKED. */
  park: procedure.input(z.object({ id: idSchema, ...parkingShape }).strict()).output(draftSchema),
  /** The person is back and is who the photo shows; without a photo the other captures are taken again. */
  unpark: procedure.input(z.object({ id: idSchema, same: z.literal(true) }).strict()).output(draftSchema),
  /**
   * The same by a finger: it is read again and compared with the kept one. PARKED-OTHER-FINGER, PARKED-FINGER-UNSURE, FINGER-MISSING, DEVICE-*.
   */
  unparkByFinger: procedure
    .input(z.object({ id: idSchema, finger: fingerSchema }).strict())
    .output(draftSchema),
  /** What the person came for, or what they came for after all. */
  setApplication: procedure
    .input(z.object({ id: idSchema, application: applicationSchema }).strict())
    .output(draftSchema),
  goTo: procedure.input(z.object({ id: idSchema, step: stepSchema }).strict()).output(draftSchema),
  /** Saves one capture (at most 20 MB); replaces the slot's earlier one. */
  saveCapture: procedure
    .input(
      z
        .object({ id: idSchema, slot: slotSchema, file: z.file().max(20_000_000), meta: captureMetaSchema })
        .strict(),
    )
    .output(draftSchema),
  /**
   * Captures from the connected device into the slots named; answers what was read of each. `ok` says that the score reaches the
   * profile's threshold; of several attempts the best image is kept, also below it. What was not read has no score. `thumb` says which
   * one is asked for as the signature.
   */
  capture: procedure
    .input(
      z
        .object({
          id: idSchema,
          slots: z.array(slotSchema).min(1).max(4),
          thumb: thumbSchema.default('right-thumb'),
        })
        .strict(),
    )
    .output(
      z.object({
        draft: draftSchema,
        results: z.array(z.object({ slot: slotSchema, ok: z.boolean(), score: z.number().optional() })),
        fault: captureFaultSchema.nullable(),
      }),
    ),
  /** Ends what is being captured for a draft: it answers DEVICE-CANCELLED. */
  cancelCapture: procedure.input(draftId).output(done),
  /** Which scanner of a kind this desk uses where there are several. NOT-FOUND. */
  chooseDevice: procedure
    .input(z.object({ kind: z.enum(['finger', 'iris']), id: z.string().max(60) }).strict())
    .output(done),
  /** The devices at hand, in words. */
  devices: procedure.input(empty).output(
    z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['finger', 'iris']),
        name: z.string(),
        ready: z.boolean(),
        state: deviceStateSchema,
        chosen: z.boolean(),
        /** `app://station/device/<id>?n=<n>`: the next frame of its live picture; null where it has none. */
        streamUrl: z.string().nullable(),
        /** Whether captures of this kind can be compared here at all. */
        matcher: z.boolean(),
      }),
    ),
  ),
  except: procedure
    .input(
      z.object({ id: idSchema, slot: slotSchema, reason: z.string().min(3).max(200).nullable() }).strict(),
    )
    .output(draftSchema),
  /** Photo alone, with one reason for everything else; null takes it back. */
  photoOnly: procedure
    .input(z.object({ id: idSchema, reason: z.string().min(3).max(200).nullable() }).strict())
    .output(draftSchema),
  /** A penyelia says yes to all exceptions of a draft. */
  approveExceptions: procedure.input(draftId).output(draftSchema),
  /** Accounts that may approve exceptions, and whether each has a PIN on this computer. */
  supervisors: procedure.input(empty).output(z.array(z.object({ name: z.string(), pin: z.boolean() }))),
  /**
   * A penyelia who stands beside the desk says yes to all exceptions of a draft, by their own PIN or password; the operator stays signed in.
   * ENROLMENT-SUPERVISOR-ONLY, ACCOUNT-WRONG-PIN, ACCOUNT-WRONG-PASSPHRASE, ACCOUNT-WAIT.
   */
  approvePresent: procedure
    .input(
      z.object({ id: idSchema, account: z.string().min(1).max(64), secret: z.string().max(256) }).strict(),
    )
    .output(draftSchema),
  waitingApprovals: procedure.input(empty).output(z.array(waitingApprovalSchema)),
  /** A penyelia says yes to all exceptions of a sealed recording: from then on it is sent and exported. */
  approveRecorded: procedure.input(draftId).output(done),
  /**
   * Amends a sealed recording by a packet of its own; the original never changes, and is not sent before it. A repeated call with the
   * same words is one amendment. ENROLMENT-AMEND-* where it cannot be; cancellations and approvals are a penyelia's.
   */
  amend: procedure
    .input(z.object({ recording: idSchema, amendment: amendmentSchema }).strict())
    .output(sealedSchema),
  /** Opens a draft for captures that are added to a sealed recording; sealed like any other. */
  supplement: procedure
    .input(z.object({ recording: idSchema, reason: reasonSchema }).strict())
    .output(draftSchema),
  approvePhoto: procedure
    .input(z.object({ id: idSchema, approved: z.boolean() }).strict())
    .output(draftSchema),
  ...documentsContract,
  truth: procedure.input(z.object({ id: idSchema, truth: z.boolean() }).strict()).output(draftSchema),
  review: procedure.input(draftId).output(reviewSchema),
  /** Seals: one immutable packet, proven to decrypt; a second call answers the same recording. */
  seal: procedure.input(draftId).output(sealedSchema),
  discard: procedure
    .input(z.object({ id: idSchema, reason: z.string().min(3).max(200) }).strict())
    .output(done),
  list: procedure
    .input(
      z
        .object({
          text: z.string().max(80).default(''),
          status: centralStatusSchema.optional(),
          purpose: purposeSchema.optional(),
          /** With a status: how long they have had it. */
          age: ageSchema.optional(),
          /** The list behind a figure of the board; the status says nothing then. */
          show: shownSchema.optional(),
          before: z.number().int().positive().optional(),
          limit: z.number().int().min(1).max(200).default(50),
        })
        .strict(),
    )
    .output(z.object({ rows: z.array(recordingRowSchema), total: z.number(), next: z.number().nullable() })),
  show: procedure.input(draftId).output(recordingSchema),
}
