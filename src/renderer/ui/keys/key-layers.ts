import type { KeyName } from './key-name.ts'

/** One key of a page: what it does, in a word, and whether it can be pressed now. */
export interface Shortcut {
  readonly key: KeyName
  /** Another key that does the same, e.g. Space beside F9. */
  readonly also?: KeyName
  readonly label: string
  readonly run: () => void
  readonly enabled?: boolean
}

/** `frame` lies under the page, a `dialog` above it hides both. */
export type LayerKind = 'frame' | 'page' | 'dialog'

export interface Layer {
  readonly kind: LayerKind
  readonly shortcuts: readonly Shortcut[]
}

/** The layers that can be operated now, uppermost first: an open dialog alone, otherwise page over frame. */
export function reachable(layers: readonly Layer[]): Layer[] {
  const topDown = [
    ...layers.filter((layer) => layer.kind === 'page').toReversed(),
    ...layers.filter((layer) => layer.kind === 'frame').toReversed(),
  ]
  const dialog = layers.findLast((layer) => layer.kind === 'dialog')
  return dialog ? [dialog] : topDown
}

/** The shortcut that a key means now. A key that its page has switched off does not fall through to the frame. */
export function shortcutFor(layers: readonly Layer[], key: KeyName): Shortcut | null {
  for (const layer of reachable(layers)) {
    const found = layer.shortcuts.find((shortcut) => shortcut.key === key || shortcut.also === key)
    if (found) return found
  }
  return null
}

/** What F1 shows: every key that works on this page, each once, the page's own first. */
export function listShortcuts(layers: readonly Layer[]): Shortcut[] {
  const seen = new Map<KeyName, Shortcut>()
  for (const layer of reachable(layers)) {
    for (const shortcut of layer.shortcuts) if (!seen.has(shortcut.key)) seen.set(shortcut.key, shortcut)
  }
  return [...seen.values()]
}
