import type { Suket } from '../../contract/suket.ts'
import { type LetterKey, type Token169, verifyToken } from '../../formats/claim169/claim169.ts'
import { isFault } from '../../lib/fault.ts'
import { PRACTICE_ISSUER } from '../practice-mark.ts'
import { refuse } from '../refuse.ts'
import { dayIn, secondsOf } from './days.ts'

export type Verdict =
  | 'valid'
  | 'not-yet'
  | 'expired'
  | 'withdrawn'
  | 'altered'
  | 'practice'
  | 'unknown-issuer'
  | 'not-a-suket'

export interface SuketVerdict {
  verdict: Verdict
  number: string | null
  name: string | null
  nik: string | null
  birthDate: string | null
  issuedOn: string | null
  expiresOn: string | null
  /** What this station's register says of the number; null for letters of others. */
  state: Suket['state'] | null
  /** Why the register ended it. */
  endReason: string | null
}

const NOTHING = {
  number: null,
  name: null,
  nik: null,
  birthDate: null,
  issuedOn: null,
  expiresOn: null,
  state: null,
  endReason: null,
}

export interface VerifyBy {
  readonly trusted: readonly LetterKey[]
  readonly now: Date
  /** Where a letter does not tell the zone of its issuer. */
  readonly zone: string
  /** What this station's own register says of a number, or undefined for letters of others. Other issuers may count in the same words. */
  readonly entryOf?: (
    number: string,
  ) => (Pick<Suket, 'state' | 'endReason'> & { readonly issuer: string }) | undefined
}

/** States in which the register has ended a letter before its time: the paper should have been given back. */
const ENDED = new Set<Suket['state'] | undefined>(['withdrawn', 'void', 'renewed'])

/** WIB, WITA, WIT. */
const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']

/** A letter counts from the first second of its day where it was issued: that tells the zone its days are meant in. */
function zoneOf({ notBefore }: Token169, otherwise: string): string {
  const starts = (zone: string) =>
    secondsOf(dayIn(zone, new Date(notBefore * 1000)), zone, 'start') === notBefore
  return ZONES.find(starts) ?? otherwise
}

function judge(token: Token169, state: Suket['state'] | undefined, now: number): Verdict {
  if (ENDED.has(state)) return 'withdrawn'
  if (now < token.notBefore) return 'not-yet'
  return now > token.expiresAt ? 'expired' : 'valid'
}

/** What a QR's text is worth, offline: signature, trust list, time, and this station's own register. Never throws for bad text. */
export function verifySuket(text: string, by: VerifyBy): SuketVerdict {
  try {
    const found = verifyToken(text.trim(), by.trusted)
    // What calls itself practice is believed, whoever wrote it: it counts nowhere.
    if (found.verdict === 'unknown-issuer' && found.said === PRACTICE_ISSUER)
      return { verdict: 'practice', ...NOTHING }
    if (found.verdict !== 'signed') return { verdict: found.verdict, ...NOTHING }
    const { token } = found
    const zone = zoneOf(token, by.zone)
    const here = by.entryOf?.(token.number)
    const entry = here?.issuer === token.issuer ? here : undefined
    return {
      verdict:
        token.issuer === PRACTICE_ISSUER ? 'practice' : judge(token, entry?.state, by.now.getTime() / 1000),
      number: token.number,
      name: token.claim.fullName,
      nik: token.claim.id,
      birthDate: token.claim.birthDate,
      issuedOn: dayIn(zone, new Date(token.issuedAt * 1000)),
      expiresOn: dayIn(zone, new Date(token.expiresAt * 1000)),
      state: entry?.state ?? null,
      endReason: entry?.endReason ?? null,
    }
  } catch (error) {
    if (isFault(error)) return { verdict: 'not-a-suket', ...NOTHING }
    throw error
  }
}

/**
 * The same for everything that was read from one picture: what is no Suket does not count beside one that is. Two letters in one
 * picture are not judged (SUKET-MANY-QR): the good one would speak for the other.
 */
export function verifyTexts(texts: readonly string[], by: VerifyBy): SuketVerdict {
  const found = [...new Set(texts.map((text) => text.trim()))].map((text) => verifySuket(text, by))
  const letters = found.filter(({ verdict }) => verdict !== 'not-a-suket')
  if (letters.length > 1) throw refuse('SUKET-MANY-QR')
  return letters[0] ?? { verdict: 'not-a-suket', ...NOTHING }
}
