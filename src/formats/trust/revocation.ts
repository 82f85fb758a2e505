import { z } from 'zod'
import type { SigningKey } from '../../lib/minisign.ts'
import { countSchema, keyIdSchema, lineSchema, seqSchema } from '../fields.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { type Signed, signDetached } from './comment.ts'

const schema = z.strictObject({
  ...formatHead('rekam-revocation'),
  serial: seqSchema,
  keyId: keyIdSchema,
  /** The last sequence number that still counts: of sealing for a station, of receipts for a site. 0: nothing counts. */
  after: countSchema,
  reason: lineSchema(200),
})

export const revocationFormat: JsonFormat<typeof schema> = {
  name: 'rekam-revocation',
  version: 1,
  limit: 2048,
  schema,
}

export type Revocation = z.infer<typeof schema>

/**
 * Takes a key's trust away from a sequence number on, never from a time on (FORMATS.md, 'Roots and keys'): the clocks of stations
 * and of thieves are wrong. Signed by the root with purpose `certificate`, seq = serial, and travels in the same bundle.
 */
export function issueRevocation(root: SigningKey, fields: Omit<Revocation, 'format' | 'version'>): Signed {
  const bytes = encodeJson(revocationFormat, { format: 'rekam-revocation', version: 1, ...fields })
  return { bytes, signature: signDetached(bytes, root, { purpose: 'certificate', seq: fields.serial }) }
}

/** The revocation in the bytes, whoever signed it. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function readRevocation(bytes: Uint8Array): Revocation {
  return decodeJson(revocationFormat, bytes)
}
