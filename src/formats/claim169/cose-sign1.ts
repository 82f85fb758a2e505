import { sign, verify } from 'node:crypto'
import { decode, encode } from 'cborg'
import { Fault } from '../../lib/fault.ts'
import { privateKeyOf, publicKeyOf, type PublicKey, type SigningKey } from '../../lib/minisign-keys.ts'

/** COSE_Sign1 (RFC 9052, 4.2) with EdDSA over Ed25519; tag 18, as the one byte 0xd2 before the array. */
const TAG = 0xd2
const ALG = 1
const KID = 4
const EDDSA = -8

/** cborg, held to what we write: definite lengths, no duplicate keys, integer keys as a Map. */
function readCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      useMaps: true,
      allowIndefinite: false,
      rejectDuplicateMapKeys: true,
      allowNaN: false,
    })
  } catch (cause) {
    throw new Fault('COSE-MALFORMED', {}, { cause })
  }
}

function signed(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return encode(['Signature1', header, new Uint8Array(0), payload])
}

/** Signs a payload; the key id (8 bytes, minisign's) stands in the protected header. */
export function sign1(payload: Uint8Array, key: SigningKey): Uint8Array {
  const header = encode(
    new Map<number, number | Uint8Array>([
      [ALG, EDDSA],
      [KID, key.keyId],
    ]),
  )
  const signature = sign(null, signed(header, payload), privateKeyOf(key))
  const body = encode([header, new Map(), payload, new Uint8Array(signature)])
  return Buffer.concat([Buffer.of(TAG), body])
}

export interface Sign1 {
  readonly kid: Uint8Array
  readonly payload: Uint8Array
  /** Whether the signature is of this key over this header and payload. */
  by(key: PublicKey): boolean
}

/** Reads a COSE_Sign1 without believing it. Fault COSE-MALFORMED for any other shape or algorithm. */
export function readSign1(bytes: Uint8Array): Sign1 {
  const found = bytes[0] === TAG ? readCbor(bytes.subarray(1)) : undefined
  if (!Array.isArray(found) || found.length !== 4) throw new Fault('COSE-MALFORMED')
  const [header, , payload, signature] = found as unknown[]
  if (
    !(header instanceof Uint8Array) ||
    !(payload instanceof Uint8Array) ||
    !(signature instanceof Uint8Array)
  ) {
    throw new Fault('COSE-MALFORMED')
  }
  const fields = readCbor(header)
  const kid: unknown = fields instanceof Map ? fields.get(KID) : undefined
  if (!(fields instanceof Map) || fields.get(ALG) !== EDDSA || !(kid instanceof Uint8Array)) {
    throw new Fault('COSE-MALFORMED')
  }
  return { kid, payload, by: (key) => verify(null, signed(header, payload), publicKeyOf(key), signature) }
}

export { readCbor }
