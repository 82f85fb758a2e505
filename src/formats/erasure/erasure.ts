import { z } from 'zod'
import { instantSchema, seqSchema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'

const line = z.string().max(200)

const schema = z.strictObject({
  ...formatHead('rekam-erasure'),
  station: stationSchema,
  epoch: idSchema,
  act: idSchema,
  /** Of the act, in the station's register of destructions. */
  seq: seqSchema,
  at: instantSchema,
  actor: line,
  reason: line,
  /** JSON: what the record of the act says in numbers. */
  facts: z.string().max(20_000),
  items: z
    .array(z.strictObject({ kind: z.enum(['recording', 'ticket', 'request', 'list', 'values']), id: line }))
    .max(1_000_000),
})
export type Erasure = z.infer<typeof schema>

export const erasureFormat: JsonFormat<typeof schema> = {
  name: 'rekam-erasure',
  version: 1,
  limit: 96 << 20,
  schema,
}

/** What one destruction took, by ids that name nobody. */
export function encodeErasure(fields: Omit<Erasure, 'format' | 'version'>): Uint8Array {
  return encodeJson(erasureFormat, { format: 'rekam-erasure', version: 1, ...fields })
}

/** Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeErasure(bytes: Uint8Array): Erasure {
  return decodeJson(erasureFormat, bytes)
}
