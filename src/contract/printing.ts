import { z } from 'zod'
import { done, empty, instant, procedure } from './base.ts'
import { cardStateSchema } from './card-state.ts'
import { idSchema } from './ids.ts'
import { visitContract } from './visit.ts'

export { CARD_STATES, type CardState } from './card-state.ts'

/** How it was made sure at the hand-over that the person is the right one. */
export const IDENTITY_CHECKS = ['chip-fingerprint', 'photo', 'proxy'] as const

export const cardSchema = z.object({
  recording: idSchema,
  /** Masked. */
  nik: z.string(),
  name: z.string(),
  state: cardStateSchema,
  /** Since when it is in this state. */
  since: instant,
  /** The site that gave the print right. */
  site: z.string().nullable(),
  /** Why no site gave it at the last try. */
  code: z.string().nullable(),
  /** Number of the Suket that has to be taken back at the hand-over. */
  suket: z.string().nullable(),
  takenBy: z.string().nullable(),
})
export type Card = z.infer<typeof cardSchema>

const UNCERTAIN: readonly (string | null)[] = ['CARD-ASKED', 'CARD-BEFORE', 'PRINT-HELD']

/**
 * Whether a restore made a card uncertain, and the centre does not call it printed: a supervisor who has looked into the drawer may say of all such at
 * once that there is none.
 */
export function isUncertain({ code }: Pick<Card, 'code'>): boolean {
  return UNCERTAIN.includes(code)
}

/** Where a page of cards ended. */
export const cardPlaceSchema = z.object({ since: instant, n: z.int().min(0) }).strict()
export type CardPlace = z.infer<typeof cardPlaceSchema>

const line = (max: number) => z.string().trim().min(2).max(max)
const reason = z.string().trim().min(3).max(200)
const ofCard = { recording: idSchema }

export const blankEntrySchema = z.object({
  at: instant,
  kind: z.enum(['received', 'printed', 'misprint', 'damaged', 'corrected', 'destroyed']),
  change: z.number(),
  spoilt: z.number(),
  name: z.string().nullable(),
  note: z.string().nullable(),
  operator: z.string(),
  /** The destruction record as a PDF. */
  recordUrl: z.string().nullable(),
})
export type BlankEntry = z.infer<typeof blankEntrySchema>

export const blanksSchema = z.object({
  /** Good blanks. */
  stock: z.number(),
  /** Misprints and damaged blanks that wait for their destruction. */
  spoilt: z.number(),
  entries: z.array(blankEntrySchema),
})
export type Blanks = z.infer<typeof blanksSchema>

const count = z.int().min(1).max(100_000)

export const printingContract = {
  ...visitContract,
  /** Cards of one state, the longest waiting first. `text` is part of a name or a NIK; `after` the `next` of the page before. */
  list: procedure
    .input(
      z
        .object({
          state: cardStateSchema,
          text: z.string().max(100).default(''),
          after: cardPlaceSchema.optional(),
        })
        .strict(),
    )
    .output(
      z.object({ rows: z.array(cardSchema).max(100), total: z.number(), next: cardPlaceSchema.nullable() }),
    ),
  /** The card of a recording, or null where it is not that far. */
  ofRecording: procedure.input(z.object(ofCard).strict()).output(cardSchema.nullable()),
  counts: procedure.input(empty).output(z.record(cardStateSchema, z.number())),
  /** Asks the sites, in the profile's order, for the right to print; the first that may gives it. */
  order: procedure
    .input(
      z
        .object({
          recordings: z.array(idSchema).min(1).max(100),
        })
        .strict(),
    )
    .output(z.object({ granted: z.number(), waiting: z.number(), stopped: z.boolean() })),
  /** Ends the asking that is under way: what was not answered stays ordered, and is asked for again under the same order. */
  endOrder: procedure.input(empty).output(done),
  /**
   * A supervisor's word on cards of which the centre knows more than this station: they lie here, or there are none and they are asked for
   * again. All of them or none.
   */
  settleClaims: procedure
    .input(
      z
        .object({ recordings: z.array(idSchema).min(1).max(100), card: z.enum(['here', 'none']), reason })
        .strict(),
    )
    .output(z.array(cardSchema).max(100)),
  /** A good card came out of the printer. */
  printed: procedure.input(z.object({ ...ofCard, serial: line(40).optional() }).strict()).output(cardSchema),
  /** The card is spoilt: it goes to the stack that is destroyed, and the right is asked for anew. */
  misprint: procedure.input(z.object({ ...ofCard, reason }).strict()).output(cardSchema),
  /** The card goes to its owner, or to a proxy (`by`, with the letter of authority noted). The Suket is withdrawn; the case is closed. */
  handOver: procedure
    .input(z.object({ ...ofCard, checked: z.enum(IDENTITY_CHECKS), by: line(100) }).strict())
    .output(z.object({ withdrawn: z.array(z.string()) })),
  blanks: procedure.input(empty).output(blanksSchema),
  receive: procedure.input(z.object({ count, note: line(200) }).strict()).output(blanksSchema),
  damaged: procedure.input(z.object({ count, reason }).strict()).output(blanksSchema),
  /** A supervisor's: the counted stock is another than the ledger's. */
  correct: procedure
    .input(z.object({ counted: z.int().min(0).max(100_000), reason }).strict())
    .output(blanksSchema),
  /** A supervisor's: everything on the stack is destroyed before witnesses; answers the record's address. */
  destroy: procedure
    .input(
      z.object({ place: line(100), method: line(100), witnesses: z.array(line(60)).min(2).max(4) }).strict(),
    )
    .output(z.object({ cards: z.number(), recordUrl: z.string() })),
  /** Writes a destruction record as a PDF, for witnesses to sign. NOT-FOUND, SAVE-PLACE, FILE-EXISTS. */
  saveRecord: procedure
    .input(z.object({ destruction: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string() })),
  /** Prints it. NOT-FOUND, PRINTER-NONE, and faults of printers. */
  printRecord: procedure
    .input(z.object({ destruction: idSchema }).strict())
    .output(done.extend({ printer: z.string() })),
}
