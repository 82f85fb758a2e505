import { z } from 'zod'
import { sha256Schema } from '../../formats/fields.ts'
import { idSchema } from '../../formats/id.ts'

export const recordingSchema = z.object({
  id: idSchema,
  epoch: idSchema,
  seq: z.int().min(1),
  sealed_at: z.iso.datetime(),
  sha256: sha256Schema,
  bytes: z.int().min(0),
  head: z.string().max(64),
  name: z.string(),
})

/** A line of the register, as far as it matters before it is put into a store. */
export type KnownRecording = z.infer<typeof recordingSchema>
