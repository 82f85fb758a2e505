import { z } from 'zod'
import { day, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

export const suketStateSchema = z.enum(['issued', 'reprinted', 'renewed', 'expired', 'withdrawn', 'void'])

export const suketSchema = z.object({
  id: idSchema,
  recording: idSchema,
  number: z.string(),
  nik: z.string(),
  name: z.string(),
  state: suketStateSchema,
  issuedOn: day,
  expiresOn: day,
  issuedAt: instant,
  /** `app://station/suket/<id>.pdf` */
  pdfUrl: z.string(),
})
export type Suket = z.infer<typeof suketSchema>

export const suketContract = {
  /** Issues the one valid Suket of a recorded resident; a second call answers the same letter. */
  issue: procedure.input(z.object({ recording: idSchema }).strict()).output(suketSchema),
  ofRecording: procedure.input(z.object({ recording: idSchema }).strict()).output(suketSchema.nullable()),
  /** One letter of the register, whatever its state. */
  show: procedure.input(z.object({ id: idSchema }).strict()).output(suketSchema),
  list: procedure
    .input(
      z
        .object({
          text: z.string().max(80).default(''),
          before: z.number().int().positive().optional(),
          limit: z.number().int().min(1).max(200).default(50),
        })
        .strict(),
    )
    .output(z.object({ rows: z.array(suketSchema), total: z.number(), next: z.number().nullable() })),
  /** Writes the letter's PDF to a path that the person chose. */
  save: procedure
    .input(z.object({ id: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string() })),
  /** Reads a QR text (or a PDF's) and says what it is worth, without a network. */
  verify: procedure.input(z.object({ text: z.string().min(1).max(8000) }).strict()).output(
    z.object({
      verdict: z.enum(['valid', 'expired', 'withdrawn', 'altered', 'unknown-issuer', 'not-a-suket']),
      number: z.string().nullable(),
      name: z.string().nullable(),
      issuedOn: day.nullable(),
      expiresOn: day.nullable(),
    }),
  ),
}

export const suketSentences = sentences({
  'SUKET-NOT-RECORDED': [
    'Suket hanya untuk penduduk yang sudah direkam.',
    'Tidak ada nomor yang terpakai.',
    'Selesaikan perekaman dulu.',
    'A Suket is only for a resident who has been recorded.',
    'No number was used.',
    'Finish the recording first.',
  ],
  'SUKET-FORBIDDEN': [
    'Kebijakan Dinas saat ini tidak mengizinkan penerbitan Suket.',
    'Rekaman penduduk tetap aman.',
    'Beri bukti perekaman; tanyakan kebijakan kepada Dinas.',
    'The policy of the Dinas does not allow a Suket at present.',
    "The resident's recording is safe.",
    'Give the proof of recording; ask the Dinas about the policy.',
  ],
  'SUKET-CLOCK': [
    'Tanggal komputer lebih awal daripada catatan terakhir.',
    'Perekaman tetap dapat dilakukan; tidak ada nomor yang terpakai.',
    'Betulkan tanggal komputer, lalu terbitkan Suket.',
    "The computer's date is earlier than the last entry.",
    'Recording can go on; no number was used.',
    'Correct the date of the computer, then issue the Suket.',
  ],
  'SUKET-NO-LETTER-KEY': [
    'Stasiun ini belum memiliki kunci surat dari Dinas.',
    'Rekaman penduduk tetap aman; tidak ada nomor yang terpakai.',
    'Minta profil dengan kunci surat dari Dinas.',
    'This station has no letter key from the Dinas yet.',
    "The resident's recording is safe; no number was used.",
    'Ask the Dinas for a profile with a letter key.',
  ],
})
