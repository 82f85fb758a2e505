import { z } from 'zod'
import { day, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { centralStatusSchema } from './status.ts'
import { residentListContract, residentListSentences } from './resident-list.ts'
import { sentences } from './sentences.ts'

export const regionSchema = z.object({ code: z.string(), name: z.string(), path: z.array(z.string()) })
export type Region = z.infer<typeof regionSchema>

export const residentContract = {
  ...residentListContract,
  /** What this station knows of a NIK: region words, warnings, earlier recordings. A shape error is NIK-INVALID. */
  checkNik: procedure
    .input(
      z
        .object({ nik: z.string().max(40), birthDate: day.optional(), sex: z.enum(['1', '2']).optional() })
        .strict(),
    )
    .output(
      z.object({
        nik: z.string(),
        region: z.string().nullable(),
        warnings: z.array(z.string()),
        recorded: z.array(z.object({ id: idSchema, at: z.string(), status: centralStatusSchema })),
        drafts: z.array(z.object({ id: idSchema, at: z.string() })),
      }),
    ),
  /**
   * Villages, districts, ... by words of their name, best first; `within` limits to what lies in a code. Without words: what lies
   * directly in it, in the order of codes, as pickers list it.
   */
  searchRegions: procedure
    .input(
      z
        .object({
          text: z.string().max(80),
          level: z.enum(['province', 'regency', 'district', 'village']),
          within: z.string().max(13).optional(),
          limit: z.number().int().min(1).max(200).default(20),
        })
        .strict(),
    )
    .output(z.array(regionSchema)),
  region: procedure.input(z.object({ code: z.string().max(13) }).strict()).output(regionSchema),
}

const nikSentences = sentences({
  'NIK-INVALID': [
    'NIK tidak sah: {why}.',
    'Tidak ada yang diubah.',
    'Periksa kembali 16 angka pada berkas, lalu ketik ulang.',
    'The NIK is not valid: {whyEn}.',
    'Nothing was changed.',
    'Check the 16 digits on the document and type them again.',
  ],
})

export const residentSentences = { ...nikSentences, ...residentListSentences }
