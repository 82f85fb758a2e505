/** What a key stroke is called: `F9`, `Escape`, `Ctrl+P`, `Space`, `ArrowLeft`, `+`. One name per stroke, on every keyboard. */
export type KeyName = string

/** The part of a keyboard event that the name depends on. */
export interface KeyStroke {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'CapsLock', 'NumLock'])

/** The name of a stroke; null for a modifier alone, a dead key or a combination with Alt, which belongs to the system. */
export function keyName(stroke: KeyStroke): KeyName | null {
  if (MODIFIERS.has(stroke.key) || stroke.key === 'Dead' || stroke.key === 'Unidentified') return null
  if (stroke.altKey) return null
  const base = stroke.key === ' ' ? 'Space' : stroke.key.length === 1 ? stroke.key.toUpperCase() : stroke.key
  if (stroke.ctrlKey || stroke.metaKey) return `Ctrl+${base}`
  return stroke.shiftKey && base.length > 1 ? `Shift+${base}` : base
}

/** Whether a key would type or operate something where the focus is, so that a page must leave it alone there. */
export function belongsToFocus(name: KeyName, focus: 'text' | 'control' | 'none'): boolean {
  if (/^(Shift\+)?F[0-9]{1,2}$/.test(name) || name === 'Escape') return false
  if (focus === 'none') return false
  if (name.startsWith('Ctrl+')) return focus === 'text' && /^Ctrl\+[ACVXZY]$/.test(name)
  if (focus === 'text') return true
  return ['Space', 'Enter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Tab'].includes(name)
}

/**
 * What kind of thing has the focus; a scanner types into `text`, Space presses a `control`. What is only looked at with
 * the focus (a finger of the picture) says so with `data-keys="page"` and leaves the page its keys.
 */
export function focusKind(element: Element | null): 'text' | 'control' | 'none' {
  if (!element || element.matches('[data-keys="page"]')) return 'none'
  if (element.matches('textarea, select, [contenteditable="true"]')) return 'text'
  if (element.matches('input')) {
    return element.matches('[type=checkbox], [type=radio], [type=button], [type=file], [type=range]')
      ? 'control'
      : 'text'
  }
  return element.matches(
    'button, a[href], summary, [role=button], [role=radio], [role=option], [role=menuitem]',
  )
    ? 'control'
    : 'none'
}

/**
 * Whether a stroke only repeats what a held key has done already: Enter goes on once, in a form as on a button, Space presses once. Letters
 * and arrows may be held.
 */
export function isHeld(
  { key, repeat }: Pick<KeyboardEvent, 'key' | 'repeat'>,
  element: Element | null,
): boolean {
  if (!repeat || element?.matches('textarea')) return false
  return key === 'Enter' || (key === ' ' && focusKind(element) === 'control')
}

/** Whether a stroke begins a NIK, a name or a scanned code: a scanner types like a keyboard. */
export function isStray(name: KeyName): boolean {
  return /^[0-9A-Z]$/.test(name)
}
