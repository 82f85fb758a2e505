import type { z } from 'zod'
import { flawOfChain } from '../../../../lib/certificate-chain.ts'
import { hex, text } from '../../../../lib/bytes.ts'
import { sha256 } from '../../../../lib/hash.ts'
import { readJws } from '../../../../lib/jws.ts'
import { refuse } from '../../../refuse.ts'
import { badAnswer } from './http.ts'
import { type DigitalId, digitalIdSchema } from './messages.ts'

const FLAWS = {
  'no-anchors': ['profil stasiun belum memuat penyedia alat', 'the profile names no provider of devices'],
  'foreign-root': ['penyedianya tidak dikenal profil stasiun', 'its provider is not in the profile'],
  expired: ['sertifikatnya sudah berakhir', 'its certificate has ended'],
  'not-issued': ['rantai sertifikatnya terputus', 'its chain of certificates is broken'],
  'not-a-ca': ['rantai sertifikatnya terputus', 'its chain of certificates is broken'],
  signature: ['tanda tangannya salah', 'its signature is wrong'],
} as const

function untrusted(flaw: keyof typeof FLAWS) {
  const [why, whyEn] = FLAWS[flaw]
  return refuse('DEVICE-UNTRUSTED', { why, whyEn })
}

export interface Trusting {
  readonly anchors: readonly Uint8Array[]
  readonly now: Date
}

/** What was signed by a device that an anchor vouches for. DEVICE-UNTRUSTED {why}, DEVICE-ANSWER for what is not as SBI has it. */
export function signedBy<T extends z.ZodType>(
  compact: string,
  schema: T,
  { anchors, now }: Trusting,
): { readonly said: z.output<T>; readonly certificate: string } {
  const { payload, chain, isSigned } = readSigned(compact)
  if (!isSigned) throw untrusted('signature')
  const flaw = flawOfChain(chain, anchors, now)
  if (flaw !== null) throw untrusted(flaw)
  return { said: parsed(schema, textOf(payload)), certificate: hex(sha256(chain[0]!.raw)) }
}

/** Who a device says it is: signed too, by the device itself or by what is built into it. */
export function digitalIdOf(compact: string, trusting: Trusting): DigitalId {
  return signedBy(compact, digitalIdSchema, trusting).said
}

function readSigned(compact: string) {
  try {
    return readJws(compact)
  } catch (cause) {
    throw badAnswer('tidak bertanda tangan', 'not signed', cause)
  }
}

function textOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(text(payload))
  } catch (cause) {
    throw badAnswer('bukan JSON', 'no JSON', cause)
  }
}

/** What zod makes of it. DEVICE-ANSWER names the field, never what it held. */
export function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') ?? ''
  throw badAnswer(`bidang ${field} tidak menurut SBI`, `field ${field} is not as SBI has it`, result.error)
}
