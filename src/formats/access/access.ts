import { z } from 'zod'
import { countSchema, instantSchema, seqSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'

const line = z.string().max(200)

/** One act as it stands in the chain of its epoch. */
export const actSchema = z.strictObject({
  epoch: idSchema,
  seq: seqSchema,
  at: instantSchema,
  actor: line,
  act: line,
  subject: line,
  commitment: sha256Schema.nullable(),
  prev: sha256Schema,
  hash: sha256Schema,
})

const entrySchema = actSchema.extend({
  /** Old and new values, where the station can open them: what the commitment covers. */
  values: z.strictObject({ salt: sha256Schema, json: z.string().max(100_000) }).optional(),
})
export type AccessEntry = z.infer<typeof entrySchema>

const schema = z.strictObject({
  ...formatHead('rekam-access'),
  station: stationSchema,
  about: z.string().regex(/^\d{16}$/),
  at: instantSchema,
  /** Every epoch that the station knows, and up to which entry it knows its acts. */
  epochs: z
    .array(z.strictObject({ id: idSchema, parent: idSchema.nullable(), upto: countSchema }))
    .max(10_000),
  entries: z.array(entrySchema).max(200_000),
})
export type Access = z.infer<typeof schema>

export const accessFormat: JsonFormat<typeof schema> = {
  name: 'rekam-access',
  version: 1,
  limit: 64 << 20,
  schema,
}

/** What one station, or one backup brought back, knows to have been done about a resident. */
export function encodeAccess(fields: Omit<Access, 'format' | 'version'>): Uint8Array {
  return encodeJson(accessFormat, { format: 'rekam-access', version: 1, ...fields })
}

/** Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeAccess(bytes: Uint8Array): Access {
  return decodeJson(accessFormat, bytes)
}
