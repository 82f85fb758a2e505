import { type Slot, slotSchema, type Thumb } from '../../../../contract/enrolment.ts'
import { FINGER_POSITIONS } from '../../../../formats/biometric/finger-record.ts'

/** What lies on the glass together: SBI's deviceSubId 1 left four, 2 right four, 3 thumbs or both irises. */
const GROUPS: readonly { readonly subId: string; readonly parts: readonly string[] }[] = [
  { subId: '1', parts: ['left-index', 'left-middle', 'left-ring', 'left-little'] },
  { subId: '2', parts: ['right-index', 'right-middle', 'right-ring', 'right-little'] },
  { subId: '3', parts: ['left-thumb', 'right-thumb'] },
  { subId: '3', parts: ['left', 'right'] },
]

/** One laying on of fingers, or one look into both eyes. */
export interface Laying {
  readonly subId: string
  /** What is asked for, by SBI's names, with the slot that it belongs to. */
  readonly wanted: ReadonlyMap<string, Slot>
  /** Names of the rest of the group: not to be waited for. */
  readonly exception: readonly string[]
  /** Which thumb stands for the signature. */
  readonly thumb: Thumb
}

/** The part of a person that a slot is about: `right-index`, or an eye's side. */
export function partOf(slot: Slot, thumb: Thumb): string {
  return slot === 'signature-thumb' ? thumb : slot.replace(/^(?:finger|second|iris)-/, '')
}

/** `Right IndexFinger`, `Left Thumb`; of an eye its side. */
export function subTypeOf(part: string): string {
  const [side = '', finger] = part.split('-')
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
  if (finger === undefined) return capital(side)
  return `${capital(side)} ${capital(finger)}${finger === 'thumb' ? '' : 'Finger'}`
}

/** The layings that read these slots, in the order in which they are named. */
export function layingsOf(slots: readonly string[], thumb: Thumb = 'right-thumb'): Laying[] {
  const known = slots.map((slot) => slotSchema.parse(slot))
  return GROUPS.flatMap(({ subId, parts }) => {
    const wanted = known.filter((slot) => parts.includes(partOf(slot, thumb)))
    if (wanted.length === 0) return []
    const asked = new Map(wanted.map((slot) => [subTypeOf(partOf(slot, thumb)), slot]))
    const exception = parts.map(subTypeOf).filter((name) => !asked.has(name))
    return [{ subId, wanted: asked, exception, thumb }]
  }).toSorted((a, b) => firstOf(a, known) - firstOf(b, known))
}

function firstOf({ wanted }: Laying, slots: readonly Slot[]): number {
  return slots.findIndex((slot) => [...wanted.values()].includes(slot))
}

/** Position of ISO 19794-4 that a finger's record has to say; undefined for an eye. */
export function positionOf(part: string): number | undefined {
  return (FINGER_POSITIONS as Readonly<Record<string, number>>)[part]
}
