import { z } from 'zod'
import { day, done, empty, instant, procedure, progressSchema } from './base.ts'
import { idSchema } from './ids.ts'

export const suketStateSchema = z.enum(['issued', 'reprinted', 'renewed', 'expired', 'withdrawn', 'void'])

/** What a person does to a letter that exists; issuing makes one, expiry is time's own act. */
export const suketActSchema = z.enum(['reprint', 'renew', 'withdraw', 'void'])
export type SuketAct = z.infer<typeof suketActSchema>

/** A4 (ISO 216) or F4 (folio, 215 x 330 mm). */
export const paperSchema = z.enum(['A4', 'F4'])
export type Paper = z.infer<typeof paperSchema>

const reasonSchema = z.string().trim().min(3).max(200)

/** What a person may choose for a letter; what is left out is as the profile says. */
const letterChoices = {
  /** One of the policy's reasons where it asks for one. */
  reason: z.string().trim().min(1).max(200).optional(),
  /** Index among the profile's signers. */
  signer: z.number().int().min(0).max(9).optional(),
  paper: paperSchema.optional(),
  /** Serial of the profile that was chosen from: under another one the letter is refused, for its signers may be others. */
  profile: z.number().int().optional(),
}

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
  paper: paperSchema,
  /** When it first came onto paper or into a file; null: the number is taken, the letter still has to be printed. */
  paperAt: instant.nullable(),
  reason: z.string().nullable(),
  endReason: z.string().nullable(),
  /** The letter that this one follows. */
  renews: idSchema.nullable(),
  /** What can be done to it now. */
  acts: z.array(suketActSchema),
  /** `app://station/suket/<id>.pdf` */
  pdfUrl: z.string(),
})
export type Suket = z.infer<typeof suketSchema>

/** `waiting`: not handed over yet. `handing`: on its way to the system. The last four have ended; of `unknown` a person says what came out. */
export const paperJobStateSchema = z.enum([
  'waiting',
  'handing',
  'queued',
  'printing',
  'out-of-paper',
  'done',
  'failed',
  'unknown',
  'cancelled',
])
export type PaperJobState = z.infer<typeof paperJobStateSchema>

/** One letter on its way to paper. */
export const paperJobSchema = z.object({
  id: idSchema,
  suket: idSchema,
  number: z.string(),
  name: z.string(),
  batch: idSchema,
  printer: z.string(),
  copies: z.number(),
  paper: paperSchema,
  state: paperJobStateSchema,
  /** What holds it up (`offline`, `jam`, ...) or the code of why it failed. */
  why: z.string().nullable(),
  madeAt: instant,
  endedAt: instant.nullable(),
})
export type PaperJob = z.infer<typeof paperJobSchema>

/** As chosen at the last print on this computer. */
const printChoiceSchema = z.object({
  printer: z.string().min(1).max(200),
  tray: z.string().max(100).nullable(),
  copies: z.number().int().min(1).max(9),
})
export type PrintChoice = z.infer<typeof printChoiceSchema>

const signerSchema = z.object({ title: z.string(), name: z.string(), signs: z.enum(['wet', 'electronic']) })

const optionsSchema = z.object({
  allowed: z.enum(['yes', 'no', 'reasons']),
  reasons: z.array(z.string()),
  /** Serial of the profile that all this is from. */
  profile: z.number(),
  /** As the last letter had it. */
  last: z.object({ signer: z.number(), paper: paperSchema }),
  signers: z.array(signerSchema),
})
export type SuketOptions = z.infer<typeof optionsSchema>

/** `closed`: the profile names a certificate whose key has not been opened in this session. `expired`: its time is over, or yet to come. */
const officeSchema = z.object({
  state: z.enum(['none', 'expired', 'closed', 'open']),
  holder: z.string().nullable(),
  /** Last day of the certificate. */
  until: day.nullable(),
})
export type Office = z.infer<typeof officeSchema>

/** `missing`: its signer signs electronically, and the office's key was not open. `none`: it is signed by hand. */
const signatureSchema = z.enum(['signed', 'missing', 'none'])
export type LetterSignature = z.infer<typeof signatureSchema>

const registerStateSchema = z.object({
  issuer: z.string(),
  year: z.number(),
  last: z.number(),
  unconfirmed: z.boolean(),
})

/** Days of the station, both in the range. */
const bookRangeSchema = z.object({ from: day, to: day }).strict()

const recapFigures = {
  issued: z.number(),
  renewed: z.number(),
  withdrawn: z.number(),
  void: z.number(),
}

export const suketContract = {
  /** Issues the one valid Suket of a recorded resident; a second call answers the same letter. */
  issue: procedure.input(z.object({ recording: idSchema, ...letterChoices }).strict()).output(suketSchema),
  /** A new letter in the place of one that is about to end or has ended: a new number, the old one is `renewed`. */
  renew: procedure.input(z.object({ id: idSchema, ...letterChoices }).strict()).output(suketSchema),
  /** The resident gives the paper back, usually because the card came. */
  withdraw: procedure.input(z.object({ id: idSchema, reason: reasonSchema }).strict()).output(suketSchema),
  /** A letter that should not be: its number stays used and explained. The penyelia's. */
  void: procedure.input(z.object({ id: idSchema, reason: reasonSchema }).strict()).output(suketSchema),
  /** Everything that happened to a letter, oldest first. */
  history: procedure.input(z.object({ id: idSchema }).strict()).output(
    z.array(
      z.object({
        act: z.string(),
        at: instant,
        reason: z.string().nullable(),
        detail: z.string().nullable(),
        operator: z.string(),
      }),
    ),
  ),
  /** The register of this year: its last number, and whether a restore left it to be confirmed. */
  register: procedure.input(empty).output(registerStateSchema),
  /** After a restore: the last number on paper; numbering goes on above it and the gap is explained. */
  resume: procedure
    .input(z.object({ last: z.number().int().min(0).max(99_999_999), reason: reasonSchema }).strict())
    .output(registerStateSchema),
  /** What the profile lets a person choose today. */
  options: procedure.input(empty).output(optionsSchema),
  ofRecording: procedure.input(z.object({ recording: idSchema }).strict()).output(suketSchema.nullable()),
  /** One letter of the register, whatever its state, and who signs it. */
  show: procedure
    .input(z.object({ id: idSchema }).strict())
    .output(suketSchema.extend({ signer: signerSchema.nullable() })),
  list: procedure
    .input(
      z
        .object({
          text: z.string().max(80).default(''),
          /** `soon`: ends within the days from which it may be renewed; `expired`: ended by time, and neither followed nor given back. */
          show: z.enum(['all', 'today', 'soon', 'expired']).default('all'),
          before: z.number().int().positive().optional(),
          limit: z.number().int().min(1).max(200).default(50),
        })
        .strict(),
    )
    /** `total` comes with the first page alone. */
    .output(
      z.object({ rows: z.array(suketSchema), total: z.number().nullable(), next: z.number().nullable() }),
    ),
  /** The system's printers, and what was chosen last on this computer. */
  printers: procedure.input(empty).output(
    z.object({
      printers: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          isDefault: z.boolean(),
          state: z.enum(['ready', 'printing', 'stopped', 'offline', 'out-of-paper']),
          trays: z.array(z.object({ id: z.string(), title: z.string() })),
          papers: z.array(paperSchema),
        }),
      ),
      last: printChoiceSchema.nullable(),
    }),
  ),
  /**
   * Queues letters for a printer, all or none. A letter that has been on paper needs a reason and keeps its number; one that failed
   * does not.
   */
  print: procedure
    .input(
      z
        .object({
          ids: z.array(idSchema).min(1).max(100),
          ...printChoiceSchema.shape,
          /** Another paper than the letter was made for: it is laid out anew. */
          paper: paperSchema.optional(),
          reason: reasonSchema.optional(),
        })
        .strict(),
    )
    .output(z.object({ batch: idSchema, jobs: z.number() })),
  /** The prints of one letter or of one batch, newest letter print first, batch in its order. */
  prints: procedure
    .input(z.object({ suket: idSchema.optional(), batch: idSchema.optional() }).strict())
    .output(z.array(paperJobSchema).max(100)),
  /** Takes back what has not come out yet of a batch. */
  cancelPrints: procedure
    .input(z.object({ batch: idSchema }).strict())
    .output(z.object({ cancelled: z.number() })),
  /** A person says whether the paper of an `unknown` print came out. */
  settlePrint: procedure
    .input(z.object({ job: idSchema, came: z.boolean() }).strict())
    .output(paperJobSchema),
  /** Valid letters that have never been on paper and are not on their way to it: at most 100 of them, the oldest first. */
  unprinted: procedure.input(empty).output(
    z.object({
      letters: z.array(z.object({ id: idSchema, number: z.string() })),
      total: z.number(),
      batch: idSchema.nullable(),
    }),
  ),
  /** Writes PDFs of letters into a folder, one file each: for a computer without a printer. SUKET-SAVES-ENDED. */
  saveAll: procedure
    .input(z.object({ ids: z.array(idSchema).min(1).max(100), folder: z.string().min(1).max(4096) }).strict())
    .output(z.object({ saved: z.number(), signed: z.number(), missing: z.number(), folder: z.string() })),
  /** How far it is; null where no letters are being saved. */
  saveProgress: procedure.input(empty).output(progressSchema.nullable()),
  /** Ends it: `saveAll` refuses; files that are written stay. */
  endSaves: procedure.input(empty).output(done),
  /** Writes the letter's PDF to a path that the person chose. */
  save: procedure
    .input(z.object({ id: idSchema, path: z.string().min(1).max(4096) }).strict())
    .output(z.object({ path: z.string(), signature: signatureSchema })),
  /** The office's key for electronic signatures of letters that leave as files. */
  office: procedure.input(empty).output(officeSchema),
  /** Opens the office's certificate file for this session; neither key nor passphrase is kept. */
  openOffice: procedure
    .input(z.object({ path: z.string().min(1).max(4096), passphrase: z.string().max(1024) }).strict())
    .output(officeSchema),
  closeOffice: procedure.input(empty).output(officeSchema),
  /**
   * Says what the QR codes of one picture, or one text that was scanned or pasted, are worth, without a network: `withdrawn` is what
   * this station's register ended. What the paper says beside the QR is the person's to compare: the answer gives what was signed.
   */
  verify: procedure
    .input(z.object({ texts: z.array(z.string().min(1).max(8000)).min(1).max(8) }).strict())
    .output(
      z.object({
        verdict: z.enum([
          'valid',
          'not-yet',
          'expired',
          'withdrawn',
          'altered',
          'practice',
          'unknown-issuer',
          'not-a-suket',
        ]),
        number: z.string().nullable(),
        name: z.string().nullable(),
        nik: z.string().nullable(),
        birthDate: day.nullable(),
        issuedOn: day.nullable(),
        expiresOn: day.nullable(),
        state: suketStateSchema.nullable(),
        /** Why this station's register ended it. */
        endReason: z.string().nullable(),
      }),
    ),
  /** What happened per day and issuer, days without a letter left out; `total` is the sum. */
  recap: procedure.input(bookRangeSchema).output(
    z.object({
      days: z.array(z.object({ day, issuer: z.string(), ...recapFigures })),
      total: z.object(recapFigures),
      /** Numbers that no letter has because a restore went on above them, explained in this range. */
      gaps: z.array(
        z.object({
          issuer: z.string(),
          year: z.number(),
          from: z.number(),
          to: z.number(),
          reason: z.string(),
          at: instant,
        }),
      ),
    }),
  ),
  /** Writes the register of a range with NIK and names as XLSX or PDF. The penyelia's. */
  saveBook: procedure
    .input(bookRangeSchema.extend({ kind: z.enum(['xlsx', 'pdf']), path: z.string().min(1).max(4096) }))
    .output(z.object({ path: z.string(), rows: z.number() })),
}
