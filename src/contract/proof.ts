import { z } from 'zod'
import { done, procedure } from './base.ts'
import { idSchema } from './ids.ts'

/** The proof of recording (bukti perekaman) of a sealed recording: `app://station/recording/<id>/proof.pdf` shows it. */
export const proofContract = {
  /** Writes it as a PDF. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
  saveProof: procedure
    .input(z.object({ id: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string() })),
  /** Hands it to the printer that was used last, or to the system's own choice. PRINTER-NONE, and faults of printers. */
  printProof: procedure
    .input(z.object({ id: idSchema }).strict())
    .output(done.extend({ printer: z.string() })),
}
