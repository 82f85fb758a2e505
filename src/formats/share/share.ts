import { combine, split } from 'shamir-secret-sharing'
import { identityOf, recipientOf, secretOf } from '../../lib/age-keys.ts'
import { shred } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { commitmentOf, setOf, type Share } from './share-text.ts'

/** What an identity is split into, and how many of the shares give it back. */
export interface SplitCounts {
  /** 2 to 16. */
  readonly shares: number
  /** 2 to `shares`. */
  readonly needs: number
}

const MOST = 16

/** Splits an age identity (Shamir over GF(256)). Faults AGE-IDENTITY-MALFORMED, SHARE-COUNTS. */
export async function splitIdentity(identity: string, { shares, needs }: SplitCounts): Promise<Share[]> {
  const whole = [shares, needs].every(Number.isInteger)
  if (!whole || needs < 2 || shares < needs || shares > MOST)
    throw new Fault('SHARE-COUNTS', { shares, needs })
  const secret = secretOf(identity)
  const parts = await split(secret, shares, needs)
  shred(secret)
  const commitments = parts.map((data, at) => commitmentOf(at + 1, data))
  const recipient = recipientOf(identity)
  return parts.map((data, at) => ({ number: at + 1, of: shares, needs, recipient, commitments, data }))
}

/** The largest group of shares of one split, the first of equals; a share that is given twice counts once. */
function largestSet(given: readonly Share[]): { own: Share[]; foreign: Share[] } {
  const sets = Map.groupBy(given, setOf)
  const [largest = []] = [...sets.values()].toSorted((a, b) => b.length - a.length)
  const own = [...new Map(largest.map((share) => [share.number, share])).values()]
  return { own, foreign: given.filter((share) => !largest.includes(share)) }
}

const numbers = (shares: readonly Share[]) => shares.map(({ number }) => number).join(', ')

/** Judges shares while they are still being gathered. Faults SHARE-FOREIGN {shares}, SHARE-TWICE {share}. */
export function oneSplit(given: readonly Share[]): void {
  const { foreign } = largestSet(given)
  if (foreign.length > 0) throw new Fault('SHARE-FOREIGN', { shares: numbers(foreign) })
  const twice = given.find((share, at) => given.findIndex(({ number }) => number === share.number) < at)
  if (twice) throw new Fault('SHARE-TWICE', { share: twice.number })
}

/**
 * The identity that the shares give together. Faults, each with the numbers of the shares it speaks of: SHARE-FOREIGN {shares} of another split,
 * SHARE-TOO-FEW {given, needs, shares}, SHARE-WRONG {shares} where together they give another key than they say.
 */
export async function joinShares(given: readonly Share[]): Promise<string> {
  const { own, foreign } = largestSet(given)
  if (foreign.length > 0) throw new Fault('SHARE-FOREIGN', { shares: numbers(foreign) })
  const [first] = own
  if (first === undefined || own.length < first.needs)
    throw new Fault('SHARE-TOO-FEW', { given: own.length, needs: first?.needs ?? 2, shares: numbers(own) })
  const used = own.slice(0, first.needs)
  const places = new Set(used.map(({ data }) => data.at(-1)))
  if (places.size !== used.length || places.has(0)) throw new Fault('SHARE-WRONG', { shares: numbers(used) })
  const secret = await combine(used.map(({ data }) => data))
  const identity = identityOf(secret)
  shred(secret)
  if (recipientOf(identity) !== first.recipient) throw new Fault('SHARE-WRONG', { shares: numbers(used) })
  return identity
}
