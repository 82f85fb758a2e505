/**
 * The resident's window: what they see of their own recording, and what they can say to it. It names no draft, and cannot: the core shows
 * the one that the operator turned to it. Nothing else is served to that window.
 */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { biodataDraftSchema, biodataFieldSchema } from './biodata.ts'
import { done, empty, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { regionSchema } from './resident.ts'
import { stepSchema } from './step.ts'

export const facingLanguageSchema = z.enum(['id', 'en'])

const draftViewSchema = z.object({
  kind: z.literal('draft'),
  language: facingLanguageSchema,
  step: stepSchema,
  biodata: biodataDraftSchema,
  village: regionSchema.nullable(),
  /** Fields that the resident read, or heard, and said to be right. */
  confirmedFields: z.array(biodataFieldSchema),
  confirmed: z.boolean(),
  /** The 3x4 photo; `version` changes with it. */
  photo: z.object({ version: z.string(), approved: z.boolean() }).nullable(),
  signed: z.boolean(),
  truth: z.boolean(),
  /** Whether nothing but the resident's own word is missing. */
  ready: z.boolean(),
  /** What they said to be wrong, until somebody has seen to it. */
  objection: z.union([biodataFieldSchema, z.literal('photo')]).nullable(),
})

const sealedViewSchema = z.object({
  kind: z.literal('sealed'),
  language: facingLanguageSchema,
  seq: z.number(),
  /** 'Boleh pulang': two devices hold it, or a site has answered for it. */
  safe: z.boolean(),
})

export const facingViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('idle') }),
  draftViewSchema,
  sealedViewSchema,
])
export type FacingView = z.infer<typeof facingViewSchema>
export type DraftView = z.infer<typeof draftViewSchema>

/** What the resident's window can call. What a step does not ask for is refused in it: FACING-STEP; with nothing shown: FACING-IDLE. */
export const facingContract = {
  watch: procedure.input(empty).output(eventIterator(facingViewSchema)),
  photo: procedure.input(empty).output(z.object({ file: z.file() })),
  /** These fields are right. */
  confirm: procedure
    .input(z.object({ fields: z.array(biodataFieldSchema).min(1).max(30) }).strict())
    .output(done),
  /** This is wrong: the operator is told. */
  object: procedure
    .input(z.object({ what: z.union([biodataFieldSchema, z.literal('photo')]) }).strict())
    .output(done),
  approvePhoto: procedure.input(empty).output(done),
  /** What is on the pad: its picture and its strokes. */
  sign: procedure
    .input(z.object({ png: z.file().max(5_000_000), strokes: z.file().max(5_000_000) }).strict())
    .output(done),
  /** The resident's truth statement; the operator seals. */
  truth: procedure.input(z.object({ truth: z.boolean() }).strict()).output(done),
}

/** The operator's side of it. */
const facingStateSchema = z.object({
  /** Whether the window is there. */
  open: z.boolean(),
  draft: idSchema.nullable(),
  objection: z.union([biodataFieldSchema, z.literal('photo')]).nullable(),
})
export type FacingState = z.infer<typeof facingStateSchema>

export const faceContract = {
  facing: procedure.input(empty).output(facingStateSchema),
  /**
   * Turns a draft to the resident; null turns nothing to them, but the light of a recording that was just sealed stays. `window` opens or
   * closes the window: FACING-NOWHERE where there is none to open, as in the terminal.
   */
  face: procedure
    .input(
      z
        .object({
          id: idSchema.nullable(),
          language: facingLanguageSchema,
          window: z.enum(['open', 'close', 'as-it-is']),
        })
        .strict(),
    )
    .output(facingStateSchema),
}
