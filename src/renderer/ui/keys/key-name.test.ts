import { describe, expect, it } from 'vitest'
import { belongsToFocus, isHeld, isStray, keyName } from './key-name.ts'

const stroke = (key: string, more: Partial<Parameters<typeof keyName>[0]> = {}) =>
  keyName({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

describe('keyName', () => {
  it('names function keys, letters and combinations once', () => {
    expect(stroke('F10')).toBe('F10')
    expect(stroke('p', { ctrlKey: true })).toBe('Ctrl+P')
    expect(stroke('P', { ctrlKey: true, shiftKey: true })).toBe('Ctrl+P')
    expect(stroke('l', { metaKey: true })).toBe('Ctrl+L')
    expect(stroke(' ')).toBe('Space')
    expect(stroke('+', { shiftKey: true })).toBe('+')
    expect(stroke('F3', { shiftKey: true })).toBe('Shift+F3')
  })

  it('has no name for modifiers, dead keys and what belongs to the system', () => {
    expect(stroke('Control', { ctrlKey: true })).toBeNull()
    expect(stroke('Dead')).toBeNull()
    expect(stroke('F4', { altKey: true })).toBeNull()
  })
})

describe('belongsToFocus', () => {
  it('lets a function key and Escape through wherever the focus is', () => {
    for (const focus of ['text', 'control', 'none'] as const) {
      expect(belongsToFocus('F9', focus)).toBe(false)
      expect(belongsToFocus('Escape', focus)).toBe(false)
    }
  })

  it('never takes a scanned digit or a space away from a text field', () => {
    expect(belongsToFocus('5', 'text')).toBe(true)
    expect(belongsToFocus('Space', 'text')).toBe(true)
    expect(belongsToFocus('Delete', 'text')).toBe(true)
    expect(belongsToFocus('Ctrl+V', 'text')).toBe(true)
    expect(belongsToFocus('Ctrl+P', 'text')).toBe(false)
  })

  it('leaves Space and Enter to a focused button, and takes letters there', () => {
    expect(belongsToFocus('Space', 'control')).toBe(true)
    expect(belongsToFocus('Enter', 'control')).toBe(true)
    expect(belongsToFocus('1', 'control')).toBe(false)
  })

  it('gives everything to the page when nothing has the focus', () => {
    expect(belongsToFocus('Space', 'none')).toBe(false)
  })
})

it('takes digits and letters for typing, never a combination or a key with a name', () => {
  expect(['5', 'A'].every(isStray)).toBe(true)
  expect(['Ctrl+A', 'F5', 'Space', '+', 'Enter'].some(isStray)).toBe(false)
})

it('takes a held Enter, or Space on a button, as one stroke; letters and arrows may be held', () => {
  const at = (kind: 'button' | 'input' | 'textarea') =>
    ({ matches: (selector: string) => selector.split(', ').some((one) => one === kind) }) as Element
  const held = (key: string, element: Element | null) => isHeld({ key, repeat: true }, element)
  expect(isHeld({ key: 'Enter', repeat: false }, at('button'))).toBe(false)
  expect([held('Enter', at('button')), held('Enter', at('input')), held(' ', at('button'))]).toEqual([
    true,
    true,
    true,
  ])
  expect([
    held('Enter', at('textarea')),
    held(' ', at('input')),
    held('a', at('button')),
    held('ArrowDown', null),
  ]).toEqual([false, false, false, false])
})
