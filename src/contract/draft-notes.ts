/** What the desk notes of a draft beside its biodata and captures: who it may be besides, why and until when it is parked. */
import { z } from 'zod'
import { day, instant } from './base.ts'
import { idSchema } from './ids.ts'
import { reasonSchema } from './reason.ts'
import { centralStatusSchema } from './status.ts'

/** What was decided of a recording that may be the same person under another NIK. */
export const alikeChoiceSchema = z.object({
  recording: idSchema,
  choice: z.enum(['other-person', 'same-person']),
  reason: reasonSchema,
  by: z.string(),
  at: instant,
})
export type AlikeChoice = z.infer<typeof alikeChoiceSchema>

/** A recording of this station that may be the same person, to be held side by side with a draft. */
export const alikeSchema = z.object({
  recording: idSchema,
  /** Masked. */
  nik: z.string(),
  name: z.string(),
  birthDate: z.string(),
  birthPlace: z.string(),
  mother: z.string(),
  address: z.string(),
  sealedAt: instant,
  status: centralStatusSchema,
  photoUrl: z.string().nullable(),
  /** What was decided before; null when nobody has. */
  decided: alikeChoiceSchema.nullable(),
})
export type AlikeRecording = z.infer<typeof alikeSchema>

/** Why and until when a recording is set aside. */
export const parkingShape = {
  reason: reasonSchema,
  /** As it is dialled; empty where there is none. */
  phone: z
    .string()
    .trim()
    .regex(/^(?:\+?[0-9 .-]{6,20})?$/),
  /** The day on which to call; null where nobody is to be called. */
  callOn: day.nullable(),
}
export const parkingSchema = z.object(parkingShape)
export type Parking = z.infer<typeof parkingSchema>

/** Who tied the person to a parked recording when they came back, and by what. */
export const returnedSchema = z.object({
  at: instant,
  by: z.string(),
  tie: z.enum(['photo', 'finger', 'photo-and-finger', 'nothing-captured']),
})
