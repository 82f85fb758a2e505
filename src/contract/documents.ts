/** Papers of a recording: kept, turned, taken away; the pages of a PDF are seen before it is kept. */
import { z } from 'zod'
import { done, empty, instant, procedure } from './base.ts'
import { documentKindSchema } from './captures.ts'
import { draftSchema } from './draft.ts'
import { idSchema } from './ids.ts'

const document = {
  id: idSchema,
  document: idSchema,
  page: z.number().int().min(1).max(500).optional(),
}

const file = z.file().max(20_000_000)
const name = z.string().min(1).max(255)

/** Which pages of a PDF are kept, in their order, and how far each is turned clockwise; absent keeps all as they are. */
const pagesSchema = z
  .array(
    z
      .object({
        page: z.number().int().min(1).max(500),
        turn: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
      })
      .strict(),
  )
  .min(1)
  .max(500)
  .optional()
export type KeptPages = z.infer<typeof pagesSchema>

export const documentsContract = {
  /** Keeps a scanned paper: JPEG, PNG (kept as JPEG) or PDF. */
  addDocument: procedure
    .input(z.object({ id: idSchema, kind: documentKindSchema, file, pages: pagesSchema }).strict())
    .output(draftSchema),
  /** The pages of a PDF as pictures, to be looked at before it is kept: of a file, or of one in the scanner's folder. DOCUMENT-UNREADABLE, FILE-MISSING. */
  drawDocument: procedure
    .input(z.union([z.object({ file }).strict(), z.object({ name }).strict()]))
    .output(z.object({ pages: z.array(z.file()) })),
  /** Turns a page, or all of them, clockwise. Pages count from 1. */
  turnDocument: procedure
    .input(z.object({ ...document, turn: z.union([z.literal(90), z.literal(180), z.literal(270)]) }).strict())
    .output(draftSchema),
  /** Takes a page away; without one, or with the last one, the whole paper. */
  removeDocument: procedure.input(z.object(document).strict()).output(draftSchema),
  /** What lies in the folder that this desk's scanner writes to, newest first. */
  scans: procedure.input(empty).output(
    z.object({
      folder: z.string().nullable(),
      files: z.array(z.object({ name: z.string(), bytes: z.number(), at: instant })),
    }),
  ),
  chooseScanFolder: procedure.input(z.object({ path: z.string().min(1).max(4096) }).strict()).output(done),
  takeScan: procedure
    .input(z.object({ id: idSchema, kind: documentKindSchema, name, pages: pagesSchema }).strict())
    .output(draftSchema),
}
