import type { KeyboardEvent } from 'react'
import type { Slot } from '../../../../contract/enrolment.ts'

/** For a picture of slots: left and right walk over them in the order in which they lie before the eyes. */
export function walkSlots(across: readonly Slot[], at: Slot, onAt: (slot: Slot) => void) {
  return (event: KeyboardEvent<SVGElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = by === 0 ? undefined : across[across.indexOf(at) + by]
    if (next === undefined) return
    event.preventDefault()
    onAt(next)
    focusSlot(event.currentTarget, next)
  }
}

/** Puts the focus on a slot of the picture. */
export function focusSlot(picture: Element, slot: Slot): void {
  const found = [...picture.querySelectorAll<SVGGElement>('[data-slot]')].find(
    (one) => one.dataset['slot'] === slot,
  )
  found?.focus()
}
