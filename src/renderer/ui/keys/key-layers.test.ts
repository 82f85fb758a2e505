import { describe, expect, it } from 'vitest'
import { type Layer, listShortcuts, shortcutFor } from './key-layers.ts'

const shortcut = (key: string, label: string, more = {}) => ({ key, label, run: () => undefined, ...more })

const frame: Layer = { kind: 'frame', shortcuts: [shortcut('F3', 'new'), shortcut('Escape', 'home')] }
const page: Layer = {
  kind: 'page',
  shortcuts: [shortcut('F9', 'capture', { also: 'Space' }), shortcut('Escape', 'back')],
}
const dialog: Layer = { kind: 'dialog', shortcuts: [shortcut('Enter', 'yes')] }

describe('shortcutFor', () => {
  it('prefers the page to the frame, whichever was mounted first', () => {
    expect(shortcutFor([frame, page], 'Escape')?.label).toBe('back')
    expect(shortcutFor([page, frame], 'Escape')?.label).toBe('back')
    expect(shortcutFor([page, frame], 'F3')?.label).toBe('new')
  })

  it('knows the second name of a key', () => {
    expect(shortcutFor([frame, page], 'Space')?.label).toBe('capture')
  })

  it('hides page and frame while a dialog is open', () => {
    expect(shortcutFor([frame, page, dialog], 'F3')).toBeNull()
    expect(shortcutFor([frame, page, dialog], 'Enter')?.label).toBe('yes')
  })

  it('keeps a key that the page switched off from the frame', () => {
    const busy: Layer = { kind: 'page', shortcuts: [shortcut('F3', 'busy', { enabled: false })] }
    expect(shortcutFor([frame, busy], 'F3')).toMatchObject({ label: 'busy', enabled: false })
  })
})

describe('listShortcuts', () => {
  it('names every key once, the page first', () => {
    expect(listShortcuts([frame, page]).map(({ key, label }) => `${key} ${label}`)).toEqual([
      'F9 capture',
      'Escape back',
      'F3 new',
    ])
  })
})
