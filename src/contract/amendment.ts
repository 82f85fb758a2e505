/** Amendments of sealed recordings: a packet never changes; what is wrong in it is mended by another one (FORMATS: packet, kinds). */
import { z } from 'zod'
import { biodataFieldSchema } from './biodata.ts'
import { reasonSchema } from './reason.ts'

const valueSchema = z.string().max(300)

export const changeSchema = z
  .object({ field: biodataFieldSchema, old: valueSchema, new: valueSchema })
  .strict()
export type BiodataChange = z.infer<typeof changeSchema>

export const amendmentSchema = z.discriminatedUnion('kind', [
  /** NIK or biodata: each field with its old and new value; an empty value is a field that is not there. */
  z
    .object({
      kind: z.literal('correction'),
      reason: reasonSchema,
      changes: z
        .array(changeSchema)
        .min(1)
        .max(30)
        .refine((changes) => new Set(changes.map(({ field }) => field)).size === changes.length),
    })
    .strict(),
  /** Captures that were missing or poor; they are members of the amendment. */
  z.object({ kind: z.literal('supplement'), reason: reasonSchema }).strict(),
  /** A penyelia's word on the exceptions of a recording that was sealed without it. */
  z
    .object({
      kind: z.literal('approval'),
      reason: reasonSchema,
      exceptions: z
        .array(z.object({ slot: z.string().max(40), reason: z.string().max(200) }).strict())
        .min(1)
        .max(40),
    })
    .strict(),
  /** The recording is void. */
  z.object({ kind: z.literal('cancellation'), reason: reasonSchema }).strict(),
])
export type Amendment = z.infer<typeof amendmentSchema>
