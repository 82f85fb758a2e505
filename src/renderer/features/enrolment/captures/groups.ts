import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { isSettled } from '../guide/steps.ts'

/** Slots that a scanner reads at once. */
export interface Group {
  readonly word: 'right4' | 'left4' | 'thumbs' | 'irises' | 'indexes'
  readonly slots: readonly Slot[]
}

export const FINGER_GROUPS: readonly Group[] = [
  {
    word: 'right4',
    slots: ['finger-right-index', 'finger-right-middle', 'finger-right-ring', 'finger-right-little'],
  },
  {
    word: 'left4',
    slots: ['finger-left-index', 'finger-left-middle', 'finger-left-ring', 'finger-left-little'],
  },
  { word: 'thumbs', slots: ['finger-right-thumb', 'finger-left-thumb'] },
]

export const IRIS_GROUPS: readonly Group[] = [{ word: 'irises', slots: ['iris-left', 'iris-right'] }]

/** A capture below the threshold is tried three times more; then the best image is kept, and flagged. */
export const RETRIES = 3

/** Whether a slot's image is below the threshold and may be tried again. */
export function isToBeRetried(draft: Draft, slot: Slot, threshold: number): boolean {
  const capture = draft.captures.find((one) => one.slot === slot)
  if (!capture || draft.exceptions.some((exception) => exception.slot === slot)) return false
  const { score, attempts } = capture.meta
  return score !== undefined && score < threshold && attempts <= RETRIES
}

/** What F9 captures: the first group in which something is open, or to be tried again; null when everything is settled. */
export function nextGroup(draft: Draft, groups: readonly Group[], threshold: number): Group | null {
  return (
    groups.find(({ slots }) =>
      slots.some((slot) => !isSettled(draft, slot) || isToBeRetried(draft, slot, threshold)),
    ) ?? null
  )
}

/** Which try of a group is the next one: 1 while something of it is open. */
export function tryOf(draft: Draft, { slots }: Group, threshold: number): number {
  if (slots.some((slot) => !isSettled(draft, slot))) return 1
  const tried = slots.filter((slot) => isToBeRetried(draft, slot, threshold))
  return (
    1 + Math.max(0, ...tried.map((slot) => draft.captures.find((one) => one.slot === slot)!.meta.attempts))
  )
}

/** The slots of a group that are to be read: an excepted finger is not laid on the glass. */
export function readable(draft: Draft, slots: readonly Slot[]): Slot[] {
  return slots.filter((slot) => !draft.exceptions.some((exception) => exception.slot === slot))
}

/** How one slot stands, and with which meaning. */
export function slotState(
  draft: Draft,
  slot: Slot,
  threshold: number,
): { readonly state: 'open' | 'good' | 'poor' | 'excepted'; readonly score: number | null } {
  const capture = draft.captures.find((one) => one.slot === slot)
  if (draft.exceptions.some((exception) => exception.slot === slot)) return { state: 'excepted', score: null }
  if (!capture) return { state: 'open', score: null }
  const score = capture.meta.score ?? null
  return { state: score !== null && score < threshold ? 'poor' : 'good', score }
}

/** The slot to look at next: the first open one at or after `from`, else the first open one, else `from` itself. */
export function nextOpen(draft: Draft, slots: readonly Slot[], from: Slot): Slot {
  const at = Math.max(0, slots.indexOf(from))
  const turned = [...slots.slice(at), ...slots.slice(0, at)]
  return turned.find((slot) => !isSettled(draft, slot)) ?? from
}
