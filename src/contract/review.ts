import { z } from 'zod'
import { slotSchema } from './captures.ts'
import { stepSchema } from './step.ts'

/** What still stands between a draft and its sealing; `blocking` must be empty. */
export const reviewSchema = z.object({
  blocking: z.array(
    z.object({
      code: z.string(),
      step: stepSchema,
      slot: slotSchema.optional(),
      field: z.string().optional(),
    }),
  ),
  warnings: z.array(
    z.object({
      code: z.string(),
      step: stepSchema,
      slot: slotSchema.optional(),
      field: z.string().optional(),
    }),
  ),
})
export type Review = z.infer<typeof reviewSchema>

/** What a review can say of its own; codes of biodata fields stand in biodata-notices. */
export type ReviewCode =
  | 'NOT-CONFIRMED'
  | 'REASON-MISSING'
  | 'ALIKE-UNDECIDED'
  | 'ALIKE-SAME'
  | 'PARKED'
  | 'CAPTURE-MISSING'
  | 'PHOTO-NOT-APPROVED'
  | 'TRUTH-MISSING'
  | 'LOW-SCORE'
  | 'SECOND-DIFFERS'
  | 'DOCUMENT-MISSING'
  | 'APPROVAL-WAITS'
  | 'DOMICILE-DIFFERS'
