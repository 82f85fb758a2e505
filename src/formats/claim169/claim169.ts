import { deflateSync, inflateSync } from 'node:zlib'
import { encode } from 'cborg'
import { z } from 'zod'
import { decodeBase45, encodeBase45 } from '../../lib/base45.ts'
import { equal, text, utf8 } from '../../lib/bytes.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import type { PublicKey, SigningKey } from '../../lib/minisign-keys.ts'
import { readCbor, readSign1, sign1 } from './cose-sign1.ts'

/** MOSIP Claim 169: identity data with integer keys, as one claim of a CWT (RFC 8392). See claim169.md. */
export interface Claim169 {
  readonly id: string
  readonly fullName: string
  /** yyyy-mm-dd */
  readonly birthDate: string
  readonly gender: 'male' | 'female' | 'other'
  readonly address: string
  readonly nationality: string
  readonly marital: 'unmarried' | 'married' | 'divorced' | null
}

export interface Token169 {
  /** Who certified the letter key: the issuer's code. */
  readonly issuer: string
  /** The letter's number (CWT claim 7, cti). */
  readonly number: string
  /** Seconds since 1970. */
  readonly issuedAt: number
  readonly notBefore: number
  readonly expiresAt: number
  readonly claim: Claim169
}

const CWT = { iss: 1, exp: 4, nbf: 5, iat: 6, cti: 7, identity: 169 } as const
const FIELD = {
  id: 1,
  version: 2,
  language: 3,
  fullName: 4,
  birthDate: 8,
  gender: 9,
  address: 10,
  nationality: 13,
  marital: 14,
} as const
const GENDERS = { male: 1, female: 2, other: 3 } as const
const MARITAL = { unmarried: 1, married: 2, divorced: 3 } as const

/** No letter of ours inflates beyond this; a bomb stops here. */
const MAX_INFLATED = 16_384

const nameOf = <K extends string>(table: Record<K, number>, code: unknown): K | undefined =>
  (Object.keys(table) as K[]).find((name) => table[name] === code)

const time = z.number().int().nonnegative().max(253_402_300_799)
const tokenSchema = z.object({
  issuer: z.string().min(1).max(100),
  number: z.string().min(1).max(100),
  issuedAt: time,
  notBefore: time,
  expiresAt: time,
  claim: z.object({
    id: z.string().min(1).max(40),
    fullName: z.string().min(1).max(200),
    birthDate: z.iso.date(),
    gender: z.enum(['male', 'female', 'other']),
    address: z.string().max(400),
    nationality: z.string().max(40),
    marital: z.enum(['unmarried', 'married', 'divorced']).nullable(),
  }),
})

/** The text of the QR: alphanumeric mode, Base45 of zlib of COSE_Sign1 of the CWT. */
export function encodeToken(token: Token169, key: SigningKey): string {
  const { claim } = token
  const identity = new Map<number, string | number>([
    [FIELD.id, claim.id],
    [FIELD.version, '1.0'],
    [FIELD.language, 'ind'],
    [FIELD.fullName, claim.fullName],
    [FIELD.birthDate, claim.birthDate.replaceAll('-', '')],
    [FIELD.gender, GENDERS[claim.gender]],
    [FIELD.address, claim.address],
    [FIELD.nationality, claim.nationality],
  ])
  if (claim.marital) identity.set(FIELD.marital, MARITAL[claim.marital])
  const cwt = new Map<number, unknown>([
    [CWT.iss, token.issuer],
    [CWT.exp, token.expiresAt],
    [CWT.nbf, token.notBefore],
    [CWT.iat, token.issuedAt],
    [CWT.cti, utf8(token.number)],
    [CWT.identity, identity],
  ])
  return encodeBase45(deflateSync(sign1(encode(cwt), key), { level: 9 }))
}

function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: MAX_INFLATED })
  } catch (cause) {
    throw new Fault('CLAIM169-MALFORMED', { why: 'zlib' }, { cause })
  }
}

function birthDate(value: unknown): string {
  return String(value).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
}

function readToken(payload: Uint8Array): Token169 {
  const cwt = readCbor(payload)
  const identity: unknown = cwt instanceof Map ? cwt.get(CWT.identity) : undefined
  if (!(cwt instanceof Map) || !(identity instanceof Map))
    throw new Fault('CLAIM169-MALFORMED', { why: 'cwt' })
  const cti: unknown = cwt.get(CWT.cti)
  const parsed = tokenSchema.safeParse({
    issuer: cwt.get(CWT.iss),
    number: cti instanceof Uint8Array ? text(cti) : undefined,
    issuedAt: cwt.get(CWT.iat),
    notBefore: cwt.get(CWT.nbf),
    expiresAt: cwt.get(CWT.exp),
    claim: {
      id: identity.get(FIELD.id),
      fullName: identity.get(FIELD.fullName),
      birthDate: birthDate(identity.get(FIELD.birthDate)),
      gender: nameOf(GENDERS, identity.get(FIELD.gender)),
      address: identity.get(FIELD.address) ?? '',
      nationality: identity.get(FIELD.nationality) ?? '',
      marital: nameOf(MARITAL, identity.get(FIELD.marital)) ?? null,
    },
  })
  if (!parsed.success)
    throw new Fault('CLAIM169-MALFORMED', { why: parsed.error.issues[0]?.path.join('.') ?? '' })
  return parsed.data
}

/** The issuer that a payload names, whoever wrote it. */
function issuerIn(payload: Uint8Array): string | null {
  try {
    return readToken(payload).issuer
  } catch (error) {
    if (isFault(error)) return null
    throw error
  }
}

export interface LetterKey {
  readonly issuer: string
  readonly key: PublicKey
}

export type TokenVerdict =
  | { verdict: 'signed'; token: Token169; key: LetterKey }
  | { verdict: 'altered' }
  /** `said`: the issuer that the token names, which nobody vouches for; null where it cannot be read. */
  | { verdict: 'unknown-issuer'; said: string | null }

/**
 * Reads a QR's text and holds its signature against a trust list of letter keys. The claims are answered only when the
 * signature holds and its key belongs to the issuer that the token names; time is the caller's to judge.
 * Text that is no such token at all is a Fault (BASE45-, CLAIM169-, COSE-MALFORMED).
 */
export function verifyToken(qr: string, trusted: readonly LetterKey[]): TokenVerdict {
  const sign1Read = readSign1(inflate(decodeBase45(qr)))
  const key = trusted.find((candidate) => equal(candidate.key.keyId, sign1Read.kid))
  if (!key) return { verdict: 'unknown-issuer', said: issuerIn(sign1Read.payload) }
  if (!sign1Read.by(key.key)) return { verdict: 'altered' }
  const token = readToken(sign1Read.payload)
  return token.issuer === key.issuer ? { verdict: 'signed', token, key } : { verdict: 'altered' }
}
