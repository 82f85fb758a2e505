import { z } from 'zod'

/** What services and scanners say (PROTOCOLS: SBI 0.9.5). Fields that we do not need are passed over, whatever they hold. */

export const SPEC = '0.9.5'

const word = z.string().max(200)
const line = z.string().max(100)
/** Services spell codes as texts and as numbers. */
const errorSchema = z
  .object({
    errorCode: z.union([z.string().max(20), z.number()]).transform(String),
    errorInfo: word.catch(''),
  })
  .nullish()
  .transform((error) => (error === undefined || error === null ? { errorCode: '0', errorInfo: '' } : error))

export const foundSchema = z.array(z.object({ deviceId: word, error: errorSchema })).max(20)

export const infoListSchema = z
  .array(z.object({ deviceInfo: z.string().max(64_000), error: errorSchema }))
  .max(20)

export const digitalIdSchema = z.object({
  serialNo: line.min(1),
  make: line,
  model: line,
  type: z.enum(['Finger', 'Iris', 'Face']),
  deviceSubType: line.catch(''),
  deviceProvider: line,
  deviceProviderId: line.catch(''),
})
export type DigitalId = z.infer<typeof digitalIdSchema>

export const infoSchema = z.object({
  deviceId: word.min(1),
  deviceStatus: z.enum(['Ready', 'Busy', 'Not Ready', 'Not Registered']).catch('Not Ready'),
  deviceSubId: z
    .array(z.union([z.string(), z.number()]).transform(String))
    .max(10)
    .catch([]),
  digitalId: z.string().max(32_000),
  deviceCode: line.catch(''),
  serviceVersion: line.catch(''),
  specVersion: z.array(line).max(10),
  env: line.catch('Developer'),
})

export const captureSchema = z.object({
  biometrics: z
    .array(
      z.object({
        data: z.string().max(16_000_000).nullish(),
        hash: z.string().max(128).nullish(),
        error: errorSchema,
      }),
    )
    .min(1)
    .max(10),
})

export const payloadSchema = z.object({
  digitalId: z.string().max(32_000),
  deviceCode: line,
  deviceServiceVersion: line.catch(''),
  bioType: z.enum(['Finger', 'Iris', 'Face']),
  bioSubType: line,
  purpose: z.literal('Registration'),
  bioValue: z
    .string()
    .max(12_000_000)
    .regex(/^[A-Za-z0-9_-]+$/),
  transactionId: word,
  timestamp: z.iso.datetime({ offset: true }),
  qualityScore: z
    .union([z.string().regex(/^\d{1,3}(?:\.\d{1,4})?$/), z.number()])
    .transform(Number)
    .pipe(z.number().min(0).max(100)),
})
export type CapturePayload = z.infer<typeof payloadSchema>
