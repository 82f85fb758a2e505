import { fingerSchema, irisSchema, type Slot, slotSchema, type Step } from '../../contract/enrolment.ts'
import type { ImageKind } from './image/limits.ts'

/** What a slot takes, at which step, and whether a person can be without it. */
export interface SlotRule {
  readonly step: Step
  readonly kind: ImageKind | 'strokes'
  /** A biometric exception with a reason may stand in its place. The photo has none (FACTS: recording). */
  readonly exceptable: boolean
  /** Media types that are kept as they are. */
  readonly media: readonly string[]
  /** File name in the packet, without its ending. */
  readonly member: string
}

const BOTH = ['image/png', 'image/jpeg']

function rule(step: Step, kind: SlotRule['kind'], member: string, rest: Partial<SlotRule> = {}): SlotRule {
  return { step, kind, member, exceptable: true, media: BOTH, ...rest }
}

export const SLOTS = {
  photo: rule('photo', 'photo', 'photo', { exceptable: false, media: ['image/jpeg'] }),
  'photo-original': rule('photo', 'photo', 'photo-original', { exceptable: false }),
  signature: rule('signature', 'signature', 'signature', { media: ['image/png'] }),
  'signature-strokes': rule('signature', 'strokes', 'signature', {
    exceptable: false,
    media: ['application/json'],
  }),
  ...Object.fromEntries(
    fingerSchema.options.map((f) => [`finger-${f}`, rule('fingers', 'finger', `finger-${f}`)]),
  ),
  ...Object.fromEntries(irisSchema.options.map((i) => [`iris-${i}`, rule('irises', 'iris', `iris-${i}`)])),
  'second-right-index': rule('second', 'finger', 'finger-right-index-second'),
  'second-left-index': rule('second', 'finger', 'finger-left-index-second'),
} as Readonly<Record<Slot, SlotRule>>

/** Without these, or an exception, nothing is sealed. Strokes come from the pad alone: a signature on paper has none. */
export const REQUIRED: readonly Slot[] = slotSchema.options.filter((slot) => slot !== 'signature-strokes')

/** The finger of which a second capture is one; its exception is the second's as well. */
export const SECOND_OF: Partial<Record<Slot, Slot>> = {
  'second-right-index': 'finger-right-index',
  'second-left-index': 'finger-left-index',
}

const ENDING: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'application/json': 'json' }

/** The member of the packet that holds a capture (FORMATS: packet). */
export function memberName(slot: Slot, media: string): string {
  return `${SLOTS[slot].member}.${ENDING[media] ?? 'bin'}`
}

/** The kind of scanner that reads a slot, or null where none does. */
export function scannerOf(slot: Slot): 'finger' | 'iris' | null {
  const { kind } = SLOTS[slot]
  return kind === 'finger' || kind === 'iris' ? kind : null
}
