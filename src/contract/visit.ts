/** 'Where is my card?': what is known of a resident who asks, and the visits that are kept of it. */
import { z } from 'zod'
import { done, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { cardStateSchema } from './card-state.ts'
import { nextStepSchema } from './next-step.ts'
import { sentences } from './sentences.ts'
import { centralStatusSchema } from './status.ts'

/** What the resident brought: the proof of recording or its number, a Suket or its number, a NIK. */
export const visitWaySchema = z.enum(['proof', 'suket', 'nik'])
export type VisitWay = z.infer<typeof visitWaySchema>

export const visitSchema = z.object({
  id: idSchema,
  at: instant,
  how: visitWaySchema,
  /** How it stood then, and since when. */
  status: centralStatusSchema,
  since: instant,
  operator: z.string(),
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
  note: z.string().nullable(),
})
export type Visit = z.infer<typeof visitSchema>

const visitsSchema = z.object({
  /** The newest first. */
  visits: z.array(visitSchema),
  /** Of them, those since the status last moved that nobody has settled; two are on the penyelia's list. */
  unmoved: z.number().int().nonnegative(),
})
export type Visits = z.infer<typeof visitsSchema>

export const whereSchema = z.discriminatedUnion('found', [
  z.object({
    found: z.literal('recording'),
    recording: idSchema,
    /** Masked: the answer stands on a screen that others see. */
    nik: z.string(),
    name: z.string(),
    sealedAt: instant,
    status: centralStatusSchema,
    since: instant,
    /** What is done next: what is told depends on it. */
    step: nextStepSchema,
    card: cardStateSchema.nullable(),
    /** Who took the card, where it was handed over. */
    takenBy: z.string().nullable(),
    /** Number of the valid Suket, which is to be taken back for the card. */
    suket: z.string().nullable(),
    /** Where the card is collected, where the resident said. */
    collection: z.enum(['here', 'home']).nullable(),
    /** Whether this is a further visit of today, which counts once. */
    again: z.boolean(),
    ...visitsSchema.shape,
  }),
  /** Begun here and not sealed. */
  z.object({ found: z.literal('draft'), draft: idSchema }),
  /** A paper of a recording that this computer does not have: lost here, or of another station. Proven: this station could hold its signature against its trust. */
  z.object({
    found: z.literal('elsewhere'),
    station: z.string(),
    seq: z.number().int().positive(),
    proven: z.boolean(),
  }),
  /** Nobody was recorded under this NIK here. */
  z.object({ found: z.literal('nobody'), nik: z.string() }),
])
export type Where = z.infer<typeof whereSchema>

const ofRecording = { recording: idSchema }

export const visitContract = {
  /**
   * Answers a resident who asks for the card: QR texts of a proof of recording or a Suket, a NIK, the number of a Suket, of a packet or in the
   * station's order. The visit is kept, once a day for each status. VISIT-CODE, VISIT-MANY, NIK-INVALID.
   */
  where: procedure
    .input(z.object({ texts: z.array(z.string().min(1).max(8000)).min(1).max(8) }).strict())
    .output(whereSchema),
  visits: procedure.input(z.object(ofRecording).strict()).output(visitsSchema),
  /** A penyelia has looked into it: what was done. The visits so far count no more. */
  settleVisits: procedure
    .input(z.object({ ...ofRecording, note: z.string().trim().min(3).max(200) }).strict())
    .output(visitsSchema),
  /** The slip (lembar keadaan) for the resident: how it stands, in words, and since when. */
  saveSlip: procedure
    .input(z.object({ ...ofRecording, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string() })),
  printSlip: procedure
    .input(z.object(ofRecording).strict())
    .output(z.object({ ...done.shape, printer: z.string() })),
}

export const visitSentences = sentences({
  'VISIT-CODE': [
    'Ini bukan bukti perekaman, Suket, NIK atau nomor yang dikenal stasiun ini.',
    'Tidak ada yang dicatat.',
    'Pindai lembar yang lain, atau ketik NIK dari KK.',
    'This is no proof of recording, Suket, NIK or number that this station knows.',
    'Nothing was noted.',
    'Scan another paper, or type the NIK from the family card.',
  ],
  'VISIT-MANY': [
    'Lembar-lembar ini milik lebih dari satu orang.',
    'Tidak ada yang dicatat.',
    'Tunjukkan satu lembar saja.',
    'These papers belong to more than one person.',
    'Nothing was noted.',
    'Show one paper alone.',
  ],
  'VISIT-NONE': [
    'Tidak ada kunjungan yang menunggu keputusan untuk rekaman ini.',
    'Tidak ada yang diubah.',
    'Muat ulang halaman dan lihat keadaannya.',
    'No visit of this recording waits for a decision.',
    'Nothing was changed.',
    'Reload the page and look at it again.',
  ],
})
