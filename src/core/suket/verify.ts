import { type LetterKey, verifyToken } from '../../formats/claim169/claim169.ts'
import { isFault } from '../../lib/fault.ts'
import { dayIn } from './days.ts'

export interface SuketVerdict {
  verdict: 'valid' | 'expired' | 'withdrawn' | 'altered' | 'unknown-issuer' | 'not-a-suket'
  number: string | null
  name: string | null
  issuedOn: string | null
  expiresOn: string | null
}

const NOTHING = { number: null, name: null, issuedOn: null, expiresOn: null }

export interface VerifyBy {
  readonly trusted: readonly LetterKey[]
  readonly now: Date
  readonly zone: string
  /** State of a number in this station's own register, or undefined for letters of others. */
  readonly stateOf?: (number: string) => string | undefined
}

/** What a QR's text is worth, offline: signature, trust list, time, and this station's own register. Never throws for bad text. */
export function verifySuket(text: string, by: VerifyBy): SuketVerdict {
  try {
    const found = verifyToken(text.trim(), by.trusted)
    if (found.verdict !== 'signed') return { verdict: found.verdict, ...NOTHING }
    const { token } = found
    const state = by.stateOf?.(token.number)
    const now = by.now.getTime() / 1000
    const verdict =
      state === 'withdrawn' || state === 'void' ? 'withdrawn' : now > token.expiresAt ? 'expired' : 'valid'
    return {
      verdict,
      number: token.number,
      name: token.claim.fullName,
      issuedOn: dayIn(by.zone, new Date(token.issuedAt * 1000)),
      expiresOn: dayIn(by.zone, new Date(token.expiresAt * 1000)),
    }
  } catch (error) {
    if (isFault(error)) return { verdict: 'not-a-suket', ...NOTHING }
    throw error
  }
}
