import { z } from 'zod'

/** The steps of the SOP's order (FACTS: recording). */
export const stepSchema = z.enum([
  'biodata',
  'photo',
  'signature',
  'fingers',
  'irises',
  'documents',
  'second',
  'review',
])
export type Step = z.infer<typeof stepSchema>
export const STEPS: readonly Step[] = stepSchema.options
