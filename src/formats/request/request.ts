import { z } from 'zod'
import { sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'

const schema = z.strictObject({
  ...formatHead('rekam-request'),
  station: stationSchema,
  epoch: idSchema,
  /** Key line of the station's minisign `.pub` file. */
  key: z.string().regex(/^RW[A-Za-z0-9+/]{54}$/),
  /** The epoch that this one goes on from, after a restore that knew its head. */
  parent: z.strictObject({ epoch: idSchema, head: sha256Schema }).optional(),
})

export type CertificateRequest = z.infer<typeof schema>

export const requestFormat: JsonFormat<typeof schema> = {
  name: 'rekam-request',
  version: 1,
  limit: 2048,
  schema,
}

/** What a new epoch asks the Dinas to certify. Not signed: whoever certifies it compares the key with the station's screen. */
export function encodeRequest(fields: Omit<CertificateRequest, 'format' | 'version'>): Uint8Array {
  return encodeJson(requestFormat, { format: 'rekam-request', version: 1, ...fields })
}

/** Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeRequest(bytes: Uint8Array): CertificateRequest {
  return decodeJson(requestFormat, bytes)
}
