/** A recording under way, as it lies on the disk. */
import { z } from 'zod'
import { amendmentSchema } from './amendment.ts'
import { applicationSchema } from './application.ts'
import { instant } from './base.ts'
import { biodataDraftSchema, biodataFieldSchema } from './biodata.ts'
import { captureSchema, documentSchema, exceptionSchema } from './captures.ts'
import { alikeChoiceSchema, parkingSchema, returnedSchema } from './draft-notes.ts'
import { idSchema } from './ids.ts'
import { stepSchema } from './step.ts'

export const draftSchema = z.object({
  id: idSchema,
  /** The sealed recording that this draft amends, and how; null for a recording of its own. */
  amends: z.object({ recording: idSchema, amendment: amendmentSchema }).nullable(),
  step: stepSchema,
  /** What the person came for; null where nobody said. */
  application: applicationSchema.nullable(),
  biodata: biodataDraftSchema,
  confirmed: z.boolean(),
  /** Fields that were read aloud and are right, in the order of the form. */
  confirmedFields: z.array(biodataFieldSchema),
  /** Biodata as it was when it was first read aloud: what differs from it is a correction. Null before. */
  called: biodataDraftSchema.nullable(),
  /** Why a warning of the biodata stands, by its code. */
  reasons: z.record(z.string(), z.string()),
  alike: z.array(alikeChoiceSchema),
  /** Set aside with a reason; null while somebody works on it. */
  parked: parkingSchema.extend({ at: instant, by: z.string() }).nullable(),
  returned: returnedSchema.nullable(),
  captures: z.array(captureSchema),
  exceptions: z.array(exceptionSchema),
  documents: z.array(documentSchema),
  /** The resident saw the photo on the screen and agreed to it. */
  photoApproved: z.boolean(),
  truth: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
})
export type Draft = z.infer<typeof draftSchema>
