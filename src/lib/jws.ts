import { createPrivateKey, type KeyObject, sign, verify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { Fault } from './fault.ts'

/** A compact JWS (RFC 7515) that was taken apart; nothing of it is proven before `chain[0]`'s key says so. */
export interface ReadJws {
  readonly payload: Uint8Array
  /** Certificates of `x5c`, the signer's first. */
  readonly chain: readonly X509Certificate[]
  /** Whether the signer's key made the signature. RS256 alone, RSA of 2048 bits or more. */
  readonly isSigned: boolean
}

const LEAST_BITS = 2048
const MOST_CERTIFICATES = 5

const headerSchema = z.object({
  alg: z.literal('RS256'),
  x5c: z.array(z.string().max(12_000)).min(1).max(MOST_CERTIFICATES),
  // Who names extensions that must be understood names one that we do not know.
  crit: z.undefined().optional(),
})

const PART = /^[A-Za-z0-9_-]+$/

/** Signs bytes as a compact JWS, RS256, with the signer's chain (DER) in `x5c`. */
export function signJws(payload: Uint8Array, key: KeyObject | string, chain: readonly Uint8Array[]): string {
  const header = { alg: 'RS256', typ: 'JWT', x5c: chain.map((der) => Buffer.from(der).toString('base64')) }
  const signed = `${base64url(Buffer.from(JSON.stringify(header)))}.${base64url(payload)}`
  const privateKey = typeof key === 'string' ? createPrivateKey(key) : key
  return `${signed}.${base64url(sign('sha256', Buffer.from(signed), privateKey))}`
}

/** Takes a compact JWS apart and tries its signature. BYTES-MALFORMED for what is none. */
export function readJws(compact: string): ReadJws {
  const parts = compact.split('.')
  if (parts.length !== 3 || !parts.every((part) => PART.test(part))) throw malformed()
  const [head, body, signature] = parts as [string, string, string]
  try {
    const header = headerSchema.parse(JSON.parse(Buffer.from(head, 'base64url').toString('utf8')))
    const chain = header.x5c.map((der) => new X509Certificate(Buffer.from(der, 'base64')))
    const key = chain[0]!.publicKey
    const isRsa =
      key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_BITS
    const isSigned =
      isRsa && verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
    return { payload: new Uint8Array(Buffer.from(body, 'base64url')), chain, isSigned }
  } catch (cause) {
    throw malformed(cause)
  }
}

function malformed(cause?: unknown): Fault {
  return new Fault('BYTES-MALFORMED', { as: 'jws' }, cause === undefined ? {} : { cause })
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
