import { z } from 'zod'
import { day, done, empty, procedure, progressSchema } from './base.ts'
import { sentences } from './sentences.ts'
import type { Words } from './words.ts'

export const RECAP_BY = ['day', 'month', 'operator', 'village'] as const
export const recapBySchema = z.enum(RECAP_BY)
export type RecapBy = z.infer<typeof recapBySchema>

const count = z.number().int().nonnegative()

/**
 * What happened, each on the local day on which it happened: residents recorded (of these outside their domicile), corrections and cancellations sealed, letters issued and
 * made void or withdrawn, cards printed and handed over.
 */
export const RECAP_FIGURES = [
  'recorded',
  'outside',
  'corrected',
  'cancelled',
  'suket',
  'suketEnded',
  'printed',
  'handedOver',
] as const
export type RecapFigure = (typeof RECAP_FIGURES)[number]

export const recapFigureWords: Readonly<Record<RecapFigure, Words>> = {
  recorded: { id: 'Direkam', en: 'Recorded' },
  outside: { id: 'Luar domisili', en: 'Outside the domicile' },
  corrected: { id: 'Perbaikan', en: 'Corrected' },
  cancelled: { id: 'Dibatalkan', en: 'Cancelled' },
  suket: { id: 'Suket terbit', en: 'Suket issued' },
  suketEnded: { id: 'Suket berakhir', en: 'Suket ended' },
  printed: { id: 'Kartu dicetak', en: 'Cards printed' },
  handedOver: { id: 'Kartu diserahkan', en: 'Cards handed over' },
}

const figuresSchema = z.object(
  Object.fromEntries(RECAP_FIGURES.map((figure) => [figure, count])) as Record<RecapFigure, typeof count>,
)
export type RecapFigures = z.infer<typeof figuresSchema>

/** Who printed and handed over a card stands in the audit alone: by operator these are not told. */
export const NOT_BY_OPERATOR: ReadonlySet<RecapFigure> = new Set(['printed', 'handedOver', 'suketEnded'])

const recapRowSchema = figuresSchema.extend({
  /** A day, a month (yyyy-mm), an account, or a village's code; empty where the row does not say. */
  key: z.string(),
  /** The village's name; the key otherwise. */
  word: z.string(),
})
export type RecapRow = z.infer<typeof recapRowSchema>

const spanSchema = z.object({ from: day, to: day }).strict()

export const recapSchema = z.object({ rows: z.array(recapRowSchema), total: figuresSchema })
export type Recap = z.infer<typeof recapSchema>

export const recapContract = {
  /** The figures of some local days, both ends in them, by one of four keys; counted beside the core. RECAP-RANGE, RECAP-ENDED. */
  recap: procedure.input(spanSchema.extend({ by: recapBySchema })).output(recapSchema),
  /** How far the newest count or file is; null where none is under way. */
  recapProgress: procedure.input(empty).output(progressSchema.nullable()),
  /** Ends what is under way: it refuses, and no file is written. */
  cancelRecap: procedure.input(empty).output(done),
  /** Writes them by all four keys: as an Excel workbook, or as a PDF to be signed. RECAP-RANGE, RECAP-ENDED, SAVE-PLACE, FILE-EXISTS. */
  saveRecap: procedure
    .input(spanSchema.extend({ kind: z.enum(['xlsx', 'pdf']), path: z.string().min(1).max(4096) }))
    .output(z.object({ path: z.string() })),
}

export const recapSentences = sentences({
  'RECAP-RANGE': [
    'Hari pertama rekap ada sesudah hari terakhirnya, atau rentangnya lebih dari lima tahun.',
    'Tidak ada yang diubah.',
    'Pilih rentang hari yang lain.',
    'The first day of the recap is after its last, or they are more than five years apart.',
    'Nothing was changed.',
    'Choose other days.',
  ],
  'RECAP-ENDED': [
    'Penghitungan rekap dihentikan.',
    'Tidak ada berkas yang ditulis, tidak ada yang diubah.',
    'Mulai lagi bila perlu, atau pilih rentang yang lebih pendek.',
    'The count of the recap was ended.',
    'No file was written, and nothing was changed.',
    'Start it again when you need it, or choose fewer days.',
  ],
})
