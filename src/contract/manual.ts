import { z } from 'zod'
import { procedure } from './base.ts'

const saved = z.object({ path: z.string(), pages: z.number() })
const wanted = z.object({ path: z.string().min(1).max(4096), language: z.enum(['id', 'en']) }).strict()

/** The manual and the emergency card as files; their words are in contract/manual/. */
export const manualContract = {
  /** The whole manual as a PDF, with the screenshots that came with the program. */
  saveBook: procedure.input(wanted).output(saved),
  /** The emergency card on one A4. */
  saveCard: procedure.input(wanted).output(saved),
}
