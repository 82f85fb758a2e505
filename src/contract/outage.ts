import { z } from 'zod'
import { empty, instant, procedure } from './base.ts'
import { anySiteSchema, idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

/** A stretch of time in which a site took nothing. */
export const spellSchema = z.object({
  site: anySiteSchema,
  name: z.string(),
  state: z.enum(['refusing', 'unreachable']),
  from: instant,
  /** Null while it goes on. */
  to: instant.nullable(),
  seconds: z.number(),
  /** What the site said of it. */
  notice: z.string().nullable(),
})
export type Spell = z.infer<typeof spellSchema>

/** A notice of the Dinas or of the centre, as it was brought here. */
export const noticeSchema = z.object({
  id: idSchema,
  at: instant,
  title: z.string(),
  kind: z.enum(['text', 'pdf']),
  /** Name of the file, or the site whose answer bag carried it. */
  origin: z.string(),
  text: z.string().nullable(),
  /** Where the PDF is shown from. */
  url: z.string().nullable(),
})
export type Notice = z.infer<typeof noticeSchema>

export const outageSchema = z.object({
  /** Newest first. */
  spells: z.array(spellSchema),
  notices: z.array(noticeSchema),
})
export type Outage = z.infer<typeof outageSchema>

export const outageContract = {
  show: procedure.input(empty).output(outageSchema),
  /** Keeps a notice of the Dinas (PDF or text). The same file again changes nothing. NOTICE-UNREADABLE, NOTICE-TOO-LARGE, FILE-MISSING. */
  importNotice: procedure
    .input(z.object({ path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ notice: noticeSchema, known: z.boolean() })),
}

export const outageSentences = sentences({
  'NOTICE-UNREADABLE': [
    'Berkas ini bukan PDF dan bukan teks yang terbaca.',
    'Tidak ada yang disimpan.',
    'Minta Dinas mengirim pemberitahuan sebagai PDF atau teks biasa.',
    'This file is neither a PDF nor readable text.',
    'Nothing was kept.',
    'Ask the Dinas for the notice as a PDF or as plain text.',
  ],
  'NOTICE-TOO-LARGE': [
    'Berkas pemberitahuan terlalu besar (paling banyak 5 MB).',
    'Tidak ada yang disimpan.',
    'Minta Dinas mengirim pemberitahuan yang lebih kecil.',
    'The file of the notice is too large (5 MB at most).',
    'Nothing was kept.',
    'Ask the Dinas for a smaller file.',
  ],
})
