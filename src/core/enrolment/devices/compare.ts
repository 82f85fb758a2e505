import { fingerSchema, type Slot } from '../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../contract/slot-words.ts'
import type { Fault } from '../../../lib/fault.ts'
import type { Matcher } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import type { Checked } from '../draft/captures.ts'
import { captureOf, capturesOf } from '../draft/rows.ts'
import { firstOf } from '../slots.ts'
import { within } from './read-device.ts'

const COMPARE_MS = 5000

/** What comparing said of new captures: those that may be kept, with `match` on second ones; or what is plainly laid wrong. */
export interface Compared {
  readonly checked: readonly Checked[]
  /** Slots whose new capture is of another finger than the one that is kept: the newer one counts. */
  readonly others: ReadonlySet<string>
  readonly fault: Fault | null
}

/**
 * Holds new captures against those of the recording by the matcher: the other hand laid on the glass, fingers in another order, the
 * second capture of an index finger. With no matcher nothing is said, and a second capture stays one.
 */
export async function compareCaptures(
  station: Station,
  draft: string,
  checked: readonly Checked[],
): Promise<Compared> {
  const { matcher } = station.ports
  const none = { checked, others: new Set<string>(), fault: null }
  if (matcher === null || checked.length === 0 || !checked.every(({ slot }) => isFinger(slot))) return none
  try {
    return (await within(COMPARE_MS, compareAll(matcher, station, draft, checked))) ?? none
  } catch (error) {
    if (!(error instanceof Error)) throw error
    station.ports.log.error('matcher failed', { why: error.name })
    return none
  }
}

const isFinger = (slot: string) => fingerSchema.options.some((finger) => slot.endsWith(`-${finger}`))
const fingerOf = (slot: string) => slot.replace(/^(?:finger|second)-/, '')

async function compareAll(
  matcher: Matcher,
  station: Station,
  draft: string,
  checked: readonly Checked[],
): Promise<Compared> {
  // Each is boxed: opened once for all that it is held against.
  const kept = capturesOf(station.read, draft)
    .filter(({ slot }) => slot.startsWith('finger-'))
    .map(({ slot }) => ({ slot, bytes: captureOf(station.read, draft, slot)?.bytes ?? new Uint8Array(0) }))
  const others = new Set<string>()
  const compared: Checked[] = []
  for (const one of checked) {
    const found = await matchOf(matcher, one.bytes, kept)
    const own = firstOf(one.slot as Slot) ?? one.slot
    const wrong = found.same.find((slot) => slot !== own)
    if (wrong) return { checked: [], others, fault: laidWrong(one.slot as Slot, wrong) }
    const isOther = found.different.includes(own as Slot)
    if (isOther) others.add(one.slot)
    const isSecond = own !== one.slot
    const match = found.same.includes(own as Slot) ? 'same' : isOther ? 'different' : undefined
    compared.push(isSecond && match ? { ...one, meta: { ...one.meta, match } } : one)
  }
  return { checked: compared, others, fault: null }
}

async function matchOf(
  matcher: Matcher,
  bytes: Uint8Array,
  kept: readonly { readonly slot: Slot; readonly bytes: Uint8Array }[],
): Promise<{ same: Slot[]; different: Slot[] }> {
  const verdicts = await Promise.all(
    kept.map(async (one) => ({ slot: one.slot, verdict: await matcher.compare(bytes, one.bytes) })),
  )
  const of = (wanted: string) => verdicts.filter(({ verdict }) => verdict === wanted).map(({ slot }) => slot)
  return { same: of('same'), different: of('different') }
}

/** The finger that was asked for is one that was read before under another name. */
function laidWrong(slot: Slot, as: Slot): Fault {
  const words = {
    finger: SLOT_WORDS[slot].id,
    fingerEn: SLOT_WORDS[slot].en,
    as: SLOT_WORDS[as].id,
    asEn: SLOT_WORDS[as].en,
  }
  const [hand, name] = fingerOf(slot).split('-')
  const [otherHand, otherName] = fingerOf(as).split('-')
  return hand !== otherHand && name === otherName
    ? refuse('HAND-SWAPPED', words)
    : refuse('FINGER-ORDER', words)
}
