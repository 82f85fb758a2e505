import type { Finger, Slot } from '../../../../contract/enrolment.ts'

/** A finger of the drawing: a capsule about its lower end, in the units of a hand of 240 x 300. */
export interface FingerShape {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly turn: number
}

/** The left hand seen from its back; the right hand is its mirror. */
export const LEFT_HAND: readonly FingerShape[] = [
  { name: 'little', x: 30, y: 96, width: 32, height: 104, turn: -14 },
  { name: 'ring', x: 66, y: 46, width: 34, height: 140, turn: -5 },
  { name: 'middle', x: 104, y: 28, width: 36, height: 156, turn: 0 },
  { name: 'index', x: 143, y: 46, width: 34, height: 140, turn: 6 },
  { name: 'thumb', x: 146, y: 132, width: 38, height: 124, turn: 44 },
]

/** The finger that a slot is about, first or second capture; null for what is no finger. */
export function fingerOf(slot: Slot): Finger | null {
  const match = /^(?:finger|second)-((?:right|left)-[a-z]+)$/.exec(slot)
  return match ? (match[1] as Finger) : null
}

const ORDER = ['little', 'ring', 'middle', 'index', 'thumb']

/** The slots as they lie before the eyes from left to right: little to thumb of the left hand, thumb to little of the right. */
export function acrossHands(slots: readonly Slot[]): Slot[] {
  const place = (slot: Slot) => {
    const [side, name = ''] = (fingerOf(slot) ?? 'right-little').split('-')
    const at = ORDER.indexOf(name)
    return side === 'left' ? at : 2 * ORDER.length - 1 - at
  }
  return slots.toSorted((a, b) => place(a) - place(b))
}
