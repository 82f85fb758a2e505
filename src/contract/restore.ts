import { z } from 'zod'
import { empty, instant, procedure, progressSchema } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'

const sourceSchema = z
  .object({
    disks: z.array(z.string().min(1).max(4096)).min(1).max(8),
    /** The Dinas' public root key: the text of the file, or its path. */
    trust: z.string().min(1).max(4096),
    passphrase: z.string().min(1).max(256),
  })
  .strict()

export const restorePlanSchema = z.object({
  station: z.string(),
  name: z.string(),
  epoch: idSchema,
  commits: z.number(),
  packets: z.number(),
  bytes: z.number(),
  lastAt: instant.nullable(),
  damaged: z.array(z.object({ path: z.string(), why: z.string() })),
  missing: z.array(idSchema),
  quarantined: z.array(idSchema),
  state: z.object({ change: z.number(), recordings: z.number(), sukets: z.number() }).nullable(),
  newestHead: z.enum(['known', 'unknown']),
})
export type RestorePlan = z.infer<typeof restorePlanSchema>

export const restoreContract = {
  /** What is there, what is sound, what would come. Writes nothing. */
  plan: procedure.input(sourceSchema).output(restorePlanSchema),
  /** Restores into this empty station under a new epoch. Resumes when it was interrupted. */
  run: procedure.input(sourceSchema).output(restorePlanSchema.extend({ newEpoch: idSchema })),
  progress: procedure.input(empty).output(progressSchema.nullable()),
}

export const restoreSentences = sentences({
  'RESTORE-NO-TRUST': [
    'Pemulihan memerlukan kunci akar Dinas (--trust).',
    'Tidak ada yang ditulis.',
    'Ambil berkas kunci akar dari Dinas, bukan dari disk cadangan.',
    "Restoring needs the Dinas' root key (--trust).",
    'Nothing was written.',
    'Take the root key file from the Dinas, not from the backup disk.',
  ],
  'RESTORE-UNTRUSTED': [
    'Isi disk tidak bertanda tangan Dinas ini.',
    'Tidak ada yang diambil dari disk itu.',
    'Periksa apakah disk dan kunci akar berasal dari Dinas yang sama.',
    'What is on the disk is not signed under this Dinas.',
    'Nothing was taken from it.',
    'Check that the disk and the root key come from the same Dinas.',
  ],
  'RESTORE-NOT-EMPTY': [
    'Folder tujuan sudah berisi stasiun.',
    'Stasiun itu tidak disentuh.',
    'Pilih folder kosong.',
    'The target folder already holds a station.',
    'That station was not touched.',
    'Choose an empty folder.',
  ],
  'RESTORE-NOTHING': [
    'Tidak ada cadangan stasiun di disk ini.',
    'Disk itu tidak diubah.',
    'Periksa apakah disk terpasang sungguh; coba lepas dan pasang lagi.',
    'There is no station backup on this disk.',
    'The disk was not changed.',
    'Check that the disk is really mounted; unplug it and connect it again.',
  ],
  'RESTORE-WRONG-PASSPHRASE': [
    'Kata sandi penyelia tidak membuka cadangan ini.',
    'Tidak ada yang ditulis.',
    'Coba kata sandi penyelia yang berlaku saat disk dipasangkan, atau pakai identitas pemulihan Dinas.',
    "The supervisor's password does not open this backup.",
    'Nothing was written.',
    "Try the supervisor's password of the time the disk was paired, or use the Dinas' recovery identity.",
  ],
})
