import { type Draft, type Finger, fingerSchema, type Slot } from '../../../../contract/enrolment.ts'

type Hand = 'right' | 'left'

const handOf = (slot: Slot): Hand => (slot.includes('-right-') ? 'right' : 'left')

/** Fingers of a hand that were captured, and may serve a second time, the index first. */
export function servingFingers(draft: Draft, hand: Hand): Finger[] {
  const order = ['index', 'middle', 'ring', 'little', 'thumb']
  return fingerSchema.options
    .filter((finger) => finger.startsWith(hand))
    .filter((finger) => draft.captures.some(({ slot }) => slot === `finger-${finger}`))
    .toSorted((a, b) => order.indexOf(a.split('-')[1] ?? '') - order.indexOf(b.split('-')[1] ?? ''))
}

/** The finger after this one, in the order in which they may serve; itself where there is no other. */
export function nextFinger(draft: Draft, slot: Slot): Finger {
  const now = slot.replace('second-', '') as Finger
  const fingers = servingFingers(draft, handOf(slot))
  return fingers[(fingers.indexOf(now) + 1) % Math.max(1, fingers.length)] ?? now
}
