import { fingerSchema, irisSchema, type Slot, slotSchema, type Step } from '../../contract/enrolment.ts'
import type { ImageKind } from './image/limits.ts'

/** What a slot takes, at which step, and whether a person can be without it. */
export interface SlotRule {
  readonly step: Step
  readonly kind: ImageKind | 'strokes'
  /** An exception with a reason may stand in its place. */
  readonly exceptable: boolean
  /** Media types that are kept as they are. */
  readonly media: readonly string[]
  /** File name in the packet, without its ending. */
  readonly member: string
}

const IMAGES = ['image/png', 'image/jpeg']

/** Records that a scanner gives: finger images after ISO/IEC 19794-4, iris images after 19794-6. */
export const FINGER_RECORD = 'application/x-iso-19794-4'
export const IRIS_RECORD = 'application/x-iso-19794-6'

function rule(step: Step, kind: SlotRule['kind'], member: string, rest: Partial<SlotRule> = {}): SlotRule {
  return { step, kind, member, exceptable: true, media: IMAGES, ...rest }
}

const finger = (step: Step, member: string) =>
  rule(step, 'finger', member, { media: [...IMAGES, FINGER_RECORD] })

export const SLOTS = {
  photo: rule('photo', 'photo', 'photo', { media: ['image/jpeg'] }),
  'photo-original': rule('photo', 'photo', 'photo-original', { exceptable: false }),
  'exception-photo': rule('photo', 'photo', 'photo-exception'),
  signature: rule('signature', 'signature', 'signature', { media: ['image/png'] }),
  'signature-strokes': rule('signature', 'strokes', 'signature', {
    exceptable: false,
    media: ['application/json'],
  }),
  'signature-thumb': { ...finger('signature', 'finger-signature-thumb'), exceptable: false },
  ...Object.fromEntries(
    fingerSchema.options.flatMap((f) => [
      [`finger-${f}`, finger('fingers', `finger-${f}`)],
      [`second-${f}`, finger('second', `finger-${f}-second`)],
    ]),
  ),
  ...Object.fromEntries(
    irisSchema.options.map((i) => [
      `iris-${i}`,
      rule('irises', 'iris', `iris-${i}`, { media: [...IMAGES, IRIS_RECORD] }),
    ]),
  ),
} as Readonly<Record<Slot, SlotRule>>

/** Both index fingers are captured a second time (FACTS: recording). */
export const SECONDS: readonly Slot[] = ['second-right-index', 'second-left-index']

/**
 * Without these, or what may stand in their place (settled.ts), nothing is sealed. Strokes come from the pad alone: a signature on
 * paper has none.
 */
export const REQUIRED: readonly Slot[] = slotSchema.options.filter(
  (slot) =>
    !['signature-strokes', 'signature-thumb', 'exception-photo'].includes(slot) &&
    (!slot.startsWith('second-') || SECONDS.includes(slot)),
)

/** The first capture that a second one repeats; null for what is no second capture. */
export function firstOf(slot: Slot): Slot | null {
  return slot.startsWith('second-') ? (slot.replace('second-', 'finger-') as Slot) : null
}

const ENDING: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'application/json': 'json',
  'application/pdf': 'pdf',
  [FINGER_RECORD]: 'fir',
  [IRIS_RECORD]: 'iir',
}

/** The ending of a file with this media type. */
export function endingOf(media: string): string {
  return ENDING[media] ?? 'bin'
}

/** The member of the packet that holds a capture (FORMATS: packet). */
export function memberName(slot: Slot, media: string): string {
  return `${SLOTS[slot].member}.${endingOf(media)}`
}

/** The member that holds what the scanner signed around a capture. */
export function signedName(slot: Slot): string {
  return `${SLOTS[slot].member}-signed.json`
}

/** The kind of scanner that reads a slot, or null where none does. */
export function scannerOf(slot: Slot): 'finger' | 'iris' | null {
  const { kind } = SLOTS[slot]
  return kind === 'finger' || kind === 'iris' ? kind : null
}
