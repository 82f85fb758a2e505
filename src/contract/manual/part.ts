/** What pages of the manual (Panduan) are made of: the window, the PDF and the terminal show the same parts. */

/** Said in both languages. `**words**` are words of the window, held against it by a test. */
export interface Said {
  readonly id: string
  readonly en: string
}

export type ManualPart =
  | { readonly kind: 'head' | 'text' | 'safe'; readonly said: Said }
  | {
      readonly kind: 'steps'
      readonly steps: readonly Said[] /** Number of the first; 1 unless told. */
      readonly from?: number
    }
  /** A command below `rekam`; capital words stand for what the person fills in. */
  | { readonly kind: 'command'; readonly command: string }

/** The chapters, in their order. */
export const CHAPTERS = {
  begin: { id: 'Mulai', en: 'To begin' },
  desk: { id: 'Di meja perekaman', en: 'At the desk' },
  keep: { id: 'Menjaga rekaman', en: 'Keeping recordings' },
  office: { id: 'Kantor', en: 'The office' },
  trouble: { id: 'Bila terjadi sesuatu', en: 'When something happened' },
  technician: { id: 'Untuk teknisi', en: 'For technicians' },
} as const satisfies Readonly<Record<string, Said>>
export type Chapter = keyof typeof CHAPTERS

export interface ManualPage {
  readonly chapter: Chapter
  readonly title: Said
  /** Name of its screenshot, `resources/manual/<name>.jpg`, where it speaks of a screen (`npm run manual` makes them). */
  readonly picture?: string
  readonly parts: readonly ManualPart[]
}

export const head = (id: string, en: string): ManualPart => ({ kind: 'head', said: { id, en } })
export const text = (id: string, en: string): ManualPart => ({ kind: 'text', said: { id, en } })
/** What stays safe whatever happens. */
export const safe = (id: string, en: string): ManualPart => ({ kind: 'safe', said: { id, en } })
export const command = (line: string): ManualPart => ({ kind: 'command', command: line })
export const steps = (...all: readonly (readonly [id: string, en: string])[]): ManualPart => ({
  kind: 'steps',
  steps: all.map(([id, en]) => ({ id, en })),
})
