import { z } from 'zod'
import { base64, unbase64 } from '../../lib/bytes.ts'
import { base64Schema } from '../fields.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat, unreadable } from '../json.ts'
import type { Signed } from './comment.ts'

/** The bundle's name on disks and in bags. */
export const BUNDLE_NAME = 'CERTS.JSN'

const schema = z.object({
  ...formatHead('rekam-certificates'),
  items: z
    .array(z.object({ certificate: base64Schema(8192), signature: z.string().min(1).max(1000) }))
    .max(2000),
})

export const bundleFormat: JsonFormat<typeof schema> = {
  name: 'rekam-certificates',
  version: 1,
  limit: 4 << 20,
  schema,
}

/** Certificates and revocations as they travel: exact bytes and signatures, in the order given. */
export function encodeBundle(items: readonly Signed[]): Uint8Array {
  return encodeJson(bundleFormat, {
    format: 'rekam-certificates',
    version: 1,
    items: items.map(({ bytes, signature }) => ({ certificate: base64(bytes), signature })),
  })
}

/** What trustFrom judges. The bundle itself is not signed: each item is. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeBundle(bytes: Uint8Array): Signed[] {
  return decodeJson(bundleFormat, bytes).items.map(({ certificate, signature }) => {
    try {
      return { bytes: unbase64(certificate), signature }
    } catch (cause) {
      throw unreadable('rekam-certificates', 'base64', cause)
    }
  })
}
