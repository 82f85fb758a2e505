import { z } from 'zod'

/** Why: one line of a person's words, as the packet's members take it. */
export const reasonSchema = z
  .string()
  .trim()
  .min(3)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u)
