import { z } from 'zod'
import { Fault } from '../../lib/fault.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { seqSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { type Signed, signDetached } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'

const schema = z.strictObject({
  ...formatHead('rekam-head'),
  station: stationSchema,
  epoch: idSchema,
  /** The last sealed packet that the head covers. */
  seq: seqSchema,
  id: idSchema,
  head: sha256Schema,
})

export const headFormat: JsonFormat<typeof schema> = { name: 'rekam-head', version: 1, limit: 1024, schema }

/** What a station had sealed when the paper was printed: its head, and the packet that the head ends with. */
export type HeadStatement = Omit<z.infer<typeof schema>, 'format' | 'version'>

/** The exact bytes that a head's signature covers. */
export function encodeHead(statement: HeadStatement): Uint8Array {
  return encodeJson(headFormat, { format: 'rekam-head', version: 1, ...statement })
}

/** Signs a head: stamp purpose `head` with the station, epoch, seq and packet id of the statement. */
export function signHead(statement: HeadStatement, key: SigningKey): Signed {
  const bytes = encodeHead(statement)
  const { station, epoch, seq, id } = statement
  return { bytes, signature: signDetached(bytes, key, { purpose: 'head', station, epoch, seq, id }) }
}

/** The statement, if a station that the root certified signed it. Faults of Trust.verify, FORMAT-UNREADABLE, FORMAT-NEWER. */
export function verifyHead({ bytes, signature }: Signed, trust: Trust): HeadStatement {
  const { format: _, version: __, ...statement } = decodeJson(headFormat, bytes)
  const { station, epoch, seq, id } = statement
  const { certificate } = trust.verify(bytes, signature, 'head', { station, epoch, seq, id })
  if (certificate !== 'root' && certificate.subject.kind !== 'station') {
    throw new Fault('TRUST-PURPOSE', { expected: 'station', found: 'site' })
  }
  return statement
}
