import { z } from 'zod'
import { done, empty, procedure } from './base.ts'
import { sentences } from './sentences.ts'

const saved = z.object({ path: z.string(), pages: z.number() })
const wanted = z.object({ path: z.string().min(1).max(4096), language: z.enum(['id', 'en']) }).strict()

/** The manual and the emergency card as files; their words are in contract/manual/. */
export const manualContract = {
  /** The whole manual as a PDF, with the screenshots that came with the program. MANUAL-ENDED. */
  saveBook: procedure.input(wanted).output(saved),
  /** Ends the making of a manual: it refuses, and no file is written. */
  endBook: procedure.input(empty).output(done),
  /** The emergency card on one A4. */
  saveCard: procedure.input(wanted).output(saved),
}

export const manualSentences = sentences({
  'MANUAL-ENDED': [
    'Pembuatan panduan dihentikan.',
    'Tidak ada berkas yang ditulis; panduan tetap dapat dibaca di sini dengan F1.',
    'Simpan lagi bila perlu.',
    'The making of the manual was ended.',
    'No file was written; the manual can still be read here with F1.',
    'Save it again when you need it.',
  ],
})
