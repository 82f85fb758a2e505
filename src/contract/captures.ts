import { z } from 'zod'
import { idSchema } from './ids.ts'

const HANDS = ['right', 'left'] as const
const FINGERS = ['thumb', 'index', 'middle', 'ring', 'little'] as const
export const fingerSchema = z.enum(
  HANDS.flatMap((hand) => FINGERS.map((finger) => `${hand}-${finger}` as const)),
)
export type Finger = z.infer<typeof fingerSchema>
/** Which thumb stands for the signature of who cannot write. */
export const thumbSchema = z.enum(['right-thumb', 'left-thumb'])
export type Thumb = z.infer<typeof thumbSchema>
export const irisSchema = z.enum(['left', 'right'])

/**
 * Where a capture belongs. `photo-original` is never touched; saving it makes `photo`, its 3x4 crop (`meta.crop`, or the middle).
 * Saving `photo` after it replaces the crop alone, and without it also keeps what was sent as the original. `signature-thumb` stands in
 * for the signature of who cannot write. The second capture is of both index fingers; where one is worn, of another finger of its hand.
 */
export const slotSchema = z.enum([
  'photo',
  'photo-original',
  'signature',
  'signature-strokes',
  'signature-thumb',
  'exception-photo',
  ...fingerSchema.options.map((f) => `finger-${f}` as const),
  ...irisSchema.options.map((i) => `iris-${i}` as const),
  ...fingerSchema.options.map((f) => `second-${f}` as const),
])
export type Slot = z.infer<typeof slotSchema>

/** What a look at the face can find wrong, what is mended first coming first; none of it ever stops a capture (decision 114). */
export const photoFlawSchema = z.enum([
  'no-face',
  'many-faces',
  'too-small',
  'too-large',
  'off-centre',
  'turned',
  'tilted',
  'eyes-closed',
  'mouth-open',
  'too-dark',
  'too-bright',
  'uneven-light',
  'blurred',
  'background',
])
export type PhotoFlaw = z.infer<typeof photoFlawSchema>

/** What was measured in a photo; lengths in pixels of the original, angles in degrees, shares from 0 to 1 (formats/capture). */
export const photoQualitySchema = z
  .object({
    faces: z.number().int().min(0).max(99),
    eyeDistance: z.number().min(0).max(20_000),
    yaw: z.number().min(-180).max(180),
    pitch: z.number().min(-180).max(180),
    roll: z.number().min(-180).max(180),
    eyesOpen: z.number().min(0).max(10),
    mouthOpen: z.number().min(0).max(10),
    sharpness: z.number().min(0).max(100),
    light: z.number().min(0).max(255),
    range: z.number().min(0).max(255),
    backdrop: z.number().min(0).max(1),
  })
  .partial()
  .strict()
export type PhotoQuality = z.infer<typeof photoQualitySchema>

const word = z.string().max(100)

/** Which scanner gave a capture, as its signed answer says. */
export const deviceIdentitySchema = z
  .object({
    provider: word,
    make: word,
    model: word,
    serial: word,
    type: word,
    subType: word,
    code: word,
    service: word,
    /** SHA-256 of the certificate that signed the answer, lower hex. */
    certificate: z.string().regex(/^[0-9a-f]{64}$/),
    /** Of the device's own chain of captures, lower hex; with the time it says. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    at: z.string().max(40),
  })
  .strict()
export type DeviceIdentity = z.infer<typeof deviceIdentitySchema>

export const captureMetaSchema = z
  .object({
    device: z.string().max(200),
    identity: deviceIdentitySchema.optional(),
    /** Which finger it is of, where the slot does not say: the thumb that stands for a signature. */
    finger: thumbSchema.optional(),
    /** What a matcher says of a second capture and the first; absent where there is no matcher. */
    match: z.enum(['same', 'different']).optional(),
    /** What was measured in a photo; absent where nothing looked at it. */
    quality: photoQualitySchema.optional(),
    /** What was wrong with the photo when it was taken nevertheless, and why it was taken. */
    flaws: z.array(photoFlawSchema).max(12).optional(),
    reason: z.string().min(3).max(200).optional(),
    /** The colour that the background was replaced with. */
    background: z.enum(['red', 'blue', 'orange']).optional(),
    score: z.number().min(0).max(100).optional(),
    attempts: z.number().int().min(1).max(99).default(1),
    /** Pixels of the original as it is shown upright; ratio 3 to 4. */
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

export type Capture = z.infer<typeof captureSchema>

/** A biometric that cannot be had. `approvedBy` is null until a penyelia said yes; that never holds back the sealing. */
export const exceptionSchema = z.object({
  slot: slotSchema,
  reason: z.string().min(3).max(200),
  approvedBy: z.string().nullable(),
})

export const documentKindSchema = z.enum([
  'kk',
  'birth-certificate',
  'marriage-certificate',
  'passport',
  'other',
])
export type DocumentKind = z.infer<typeof documentKindSchema>

/** A scanned paper: one image, or a PDF of several pages. */
export const documentSchema = z.object({
  id: idSchema,
  kind: documentKindSchema,
  media: z.enum(['image/jpeg', 'application/pdf']),
  bytes: z.number(),
  pages: z.number(),
  /** `app://station/document/<draft>/<id>?v=<n>` */
  url: z.string(),
})
export type RecordedDocument = z.infer<typeof documentSchema>

/** How a scanner stands; SBI's words. `untrusted`: nobody whom the profile trusts vouches for it. */
export const deviceStateSchema = z.enum(['ready', 'busy', 'not-ready', 'not-registered', 'untrusted'])
export type DeviceState = z.infer<typeof deviceStateSchema>

/** Why a capture gave less than was asked for: a refusal's code with its parameters. */
export const captureFaultSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
