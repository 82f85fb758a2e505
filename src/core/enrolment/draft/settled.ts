import { fingerSchema, type Slot } from '../../../contract/enrolment.ts'
import { firstOf, SLOTS } from '../slots.ts'

/** What a draft has, as far as it decides what is still missing. */
export interface Had {
  readonly captures: { has(slot: Slot): boolean }
  readonly exceptions: { has(slot: Slot): boolean }
}

/**
 * Whether a required slot is dealt with: captured, or excepted with a reason, or something else stands in its place: a thumb for the
 * signature of who cannot write, the photo's exception for its original, another finger of the same hand for a second capture.
 */
export function isSettled(draft: Had, slot: Slot): boolean {
  const { captures, exceptions } = draft
  if (captures.has(slot) || (SLOTS[slot].exceptable && exceptions.has(slot))) return true
  if (slot === 'signature') return captures.has('signature-thumb')
  if (slot === 'photo-original') return exceptions.has('photo')
  const first = firstOf(slot)
  if (first === null) return false
  const [, hand] = slot.split('-')
  const others = fingerSchema.options.filter((finger) => finger.startsWith(`${hand}-`))
  return exceptions.has(first) || others.some((finger) => captures.has(`second-${finger}`))
}
