import { z } from 'zod'
import { biodataDraftSchema, biodataSchema } from './biodata.ts'
import { done, empty, instant, procedure } from './base.ts'
import { idSchema } from './ids.ts'
import { sentences } from './sentences.ts'
import { centralStatusSchema } from './status.ts'

/** The steps of the SOP's order (FACTS: recording). */
export const stepSchema = z.enum(['biodata', 'photo', 'signature', 'fingers', 'irises', 'second', 'review'])
export type Step = z.infer<typeof stepSchema>
export const STEPS: readonly Step[] = stepSchema.options

const HANDS = ['right', 'left'] as const
const FINGERS = ['thumb', 'index', 'middle', 'ring', 'little'] as const
export const fingerSchema = z.enum(
  HANDS.flatMap((hand) => FINGERS.map((finger) => `${hand}-${finger}` as const)),
)
export type Finger = z.infer<typeof fingerSchema>
export const irisSchema = z.enum(['left', 'right'])

/** Where a capture belongs. `photo-original` is never touched; `photo` is its 3x4 crop. */
export const slotSchema = z.enum([
  'photo',
  'photo-original',
  'signature',
  'signature-strokes',
  ...fingerSchema.options.map((f) => `finger-${f}` as const),
  ...irisSchema.options.map((i) => `iris-${i}` as const),
  'second-right-index',
  'second-left-index',
])
export type Slot = z.infer<typeof slotSchema>

export const captureMetaSchema = z
  .object({
    device: z.string().max(200),
    score: z.number().min(0).max(100).optional(),
    attempts: z.number().int().min(1).max(99).default(1),
    crop: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).optional(),
    note: z.string().max(500).optional(),
  })
  .strict()

export const captureSchema = z.object({
  slot: slotSchema,
  media: z.string(),
  bytes: z.number(),
  /** `app://station/draft/<id>/<slot>?v=<n>`: streams the image to the page. */
  url: z.string(),
  meta: captureMetaSchema,
})

export const exceptionSchema = z.object({ slot: slotSchema, reason: z.string().min(3).max(200) })

export const draftSchema = z.object({
  id: idSchema,
  step: stepSchema,
  biodata: biodataDraftSchema,
  confirmed: z.boolean(),
  captures: z.array(captureSchema),
  exceptions: z.array(exceptionSchema),
  truth: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
})
export type Draft = z.infer<typeof draftSchema>

/** What still stands between a draft and its sealing; `blocking` must be empty. */
export const reviewSchema = z.object({
  blocking: z.array(
    z.object({
      code: z.string(),
      step: stepSchema,
      slot: slotSchema.optional(),
      field: z.string().optional(),
    }),
  ),
  warnings: z.array(z.object({ code: z.string(), step: stepSchema, field: z.string().optional() })),
})

export const custodySchema = z.object({
  /** Copies by level: sealed here, then L0..L2 on disks, L3 by receipt. */
  here: z.boolean(),
  disks: z.array(
    z.object({ disk: z.string(), label: z.string(), level: z.enum(['L0', 'L1', 'L2']), at: instant }),
  ),
  receipts: z.array(z.object({ site: z.string(), grade: z.string(), at: instant })),
  exported: z.array(z.object({ bag: z.string(), at: instant })),
})

export const recordingRowSchema = z.object({
  id: idSchema,
  seq: z.number(),
  nik: z.string(),
  name: z.string(),
  sealedAt: instant,
  status: centralStatusSchema,
  copies: z.number(),
  received: z.boolean(),
  suket: z.string().nullable(),
})
export type RecordingRow = z.infer<typeof recordingRowSchema>

export const recordingSchema = recordingRowSchema.extend({
  epoch: idSchema,
  biodata: biodataSchema,
  sha256: z.string(),
  bytes: z.number(),
  head: z.string(),
  /** The proof of recording's QR text (formats/paper). */
  proof: z.string(),
  photoUrl: z.string().nullable(),
  custody: custodySchema,
  history: z.array(z.object({ at: instant, what: z.string(), who: z.string() })),
})
export type Recording = z.infer<typeof recordingSchema>

/** 'Boleh pulang' needs all three (PRODUCT: the green light). */
export const sealedSchema = z.object({
  recording: idSchema,
  seq: z.number(),
  proven: z.literal(true),
  devices: z.number(),
})

const draftId = z.object({ id: idSchema }).strict()

export const enrolmentContract = {
  drafts: procedure.input(empty).output(z.array(draftSchema)),
  /** Starts a recording, or returns the open draft of the same NIK. Refused when disk space is low. */
  start: procedure
    .input(z.object({ nik: z.string().max(40), again: z.string().min(3).max(200).optional() }).strict())
    .output(draftSchema),
  draft: procedure.input(draftId).output(draftSchema),
  /** Saves the fields given; others stay. Answers the whole draft as it now lies on disk. */
  saveBiodata: procedure
    .input(z.object({ id: idSchema, fields: biodataDraftSchema }).strict())
    .output(draftSchema),
  confirmBiodata: procedure
    .input(z.object({ id: idSchema, confirmed: z.boolean() }).strict())
    .output(draftSchema),
  goTo: procedure.input(z.object({ id: idSchema, step: stepSchema }).strict()).output(draftSchema),
  /** Saves one capture (at most 20 MB); replaces the slot's earlier one. */
  saveCapture: procedure
    .input(
      z
        .object({ id: idSchema, slot: slotSchema, file: z.file().max(20_000_000), meta: captureMetaSchema })
        .strict(),
    )
    .output(draftSchema),
  /** Captures from the connected device into the slots named; answers what was read of each. */
  capture: procedure
    .input(z.object({ id: idSchema, slots: z.array(slotSchema).min(1).max(4) }).strict())
    .output(
      z.object({
        draft: draftSchema,
        results: z.array(z.object({ slot: slotSchema, ok: z.boolean(), score: z.number().optional() })),
      }),
    ),
  /** The devices at hand, in words. */
  devices: procedure
    .input(empty)
    .output(
      z.array(
        z.object({ id: z.string(), kind: z.enum(['finger', 'iris']), name: z.string(), ready: z.boolean() }),
      ),
    ),
  except: procedure
    .input(
      z.object({ id: idSchema, slot: slotSchema, reason: z.string().min(3).max(200).nullable() }).strict(),
    )
    .output(draftSchema),
  truth: procedure.input(z.object({ id: idSchema, truth: z.boolean() }).strict()).output(draftSchema),
  review: procedure.input(draftId).output(reviewSchema),
  /** Seals: one immutable packet, proven to decrypt; a second call answers the same recording. */
  seal: procedure.input(draftId).output(sealedSchema),
  discard: procedure
    .input(z.object({ id: idSchema, reason: z.string().min(3).max(200) }).strict())
    .output(done),
  list: procedure
    .input(
      z
        .object({
          text: z.string().max(80).default(''),
          status: centralStatusSchema.optional(),
          before: z.number().int().positive().optional(),
          limit: z.number().int().min(1).max(200).default(50),
        })
        .strict(),
    )
    .output(z.object({ rows: z.array(recordingRowSchema), total: z.number(), next: z.number().nullable() })),
  show: procedure.input(draftId).output(recordingSchema),
}

export const enrolmentSentences = sentences({
  'ALREADY-RECORDED': [
    'Sudah pernah direkam di sini {at}.',
    'Tidak ada yang diubah.',
    'Buka rekaman lama, atau pilih alasan merekam ulang.',
    'Already recorded here on {at}.',
    'Nothing was changed.',
    'Open the old recording, or choose a reason to record again.',
  ],
  'ENROLMENT-INCOMPLETE': [
    'Rekaman belum lengkap: {missing}.',
    'Semua isian sejauh ini tersimpan.',
    'Lengkapi bagian itu, atau catat pengecualian dengan alasan.',
    'The recording is not complete: {missing}.',
    'Everything entered so far is saved.',
    'Complete that part, or note an exception with a reason.',
  ],
  'ENROLMENT-LOW-SPACE': [
    'Ruang penyimpanan tinggal sedikit; rekaman baru tidak dimulai.',
    'Semua rekaman dan berkas yang dititip tetap aman.',
    'Panggil teknisi untuk mengosongkan ruang.',
    'Disk space is low; no new recording is started.',
    'All recordings and parked drafts are safe.',
    'Call the technician to free some space.',
  ],
  'ENROLMENT-SEAL-FAILED': [
    'Penyegelan belum berhasil.',
    'Semua isian dan gambar masih tersimpan sebagai berkas titipan.',
    'Periksa ruang disk, lalu tekan Segel sekali lagi.',
    'Sealing did not succeed.',
    'All entries and captures are still kept as a draft.',
    'Check the disk space, then press Seal again.',
  ],
  'ENROLMENT-PROOF-FAILED': [
    'Paket yang tertulis tidak terbukti dapat dibuka.',
    'Semua isian dan gambar masih tersimpan; paket itu tidak dipakai.',
    'Ulangi. Bila berulang, disk komputer ini mungkin rusak: panggil teknisi.',
    'The packet on disk could not be proven to open.',
    'All entries and captures are kept; that packet is not used.',
    "Try again. If it happens again this computer's disk may be failing: call the technician.",
  ],
  'CAPTURE-UNREADABLE': [
    'Gambar {slot} tidak dapat dibaca.',
    'Gambar sebelumnya tetap tersimpan.',
    'Ambil ulang, atau pilih berkas lain.',
    'The image for {slot} cannot be read.',
    'The earlier image is kept.',
    'Capture again, or choose another file.',
  ],
  'DEVICE-MISSING': [
    'Alat {kind} tidak terhubung.',
    'Yang sudah diambil tetap tersimpan.',
    'Hubungkan alatnya, atau pilih berkas gambar.',
    'No {kind} device is connected.',
    'What was captured is kept.',
    'Connect the device, or choose image files.',
  ],
  'FINGER-MISSING': [
    '{fingers} belum terbaca: {read} dari {wanted} jari.',
    'Jari lain sudah tersimpan.',
    'Bersihkan kaca, letakkan ulang, atau catat pengecualian.',
    '{fingers} not read yet: {read} of {wanted} fingers.',
    'The other fingers are saved.',
    'Clean the glass, place them again, or note an exception.',
  ],
})
