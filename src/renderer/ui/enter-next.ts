import type { KeyboardEvent } from 'react'

const FIELDS =
  'input:not([type=hidden]):not([disabled]):not([readonly]), select:not([disabled]), [data-field]'

/** The field after `current` in the order of the form; null after the last. */
export function fieldAfter(fields: readonly Element[], current: Element | null): Element | null {
  const at = current ? fields.indexOf(current) : -1
  return fields[at + 1] ?? null
}

/**
 * For a form: Enter moves on to the next field (LOOK: keys), also after it has taken a choice of an open list. On the
 * last field it calls `onLast`. A list that is open and has nothing to take is left as it is.
 */
export function enterNext(onLast: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const target = event.target as HTMLElement
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !target.matches(FIELDS)) return
    event.preventDefault()
    const next = fieldAfter([...event.currentTarget.querySelectorAll(FIELDS)], target)
    if (next instanceof HTMLElement) next.focus()
    else onLast()
  }
}
