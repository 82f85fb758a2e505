/**
 * The keyboard layer: one listener for the window; pages, frame and dialogs lay their shortcuts over each other. It
 * listens before anything else does, so that a focused field cannot swallow a function key.
 */
import { createContext, type ReactNode, use, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Layer, type LayerKind, listShortcuts, type Shortcut, shortcutFor } from './key-layers.ts'
import { belongsToFocus, focusKind, keyName } from './key-name.ts'

type LayerRef = { current: Layer }

interface Keys {
  add(layer: LayerRef): () => void
  readonly list: () => Shortcut[]
}

const KeysContext = createContext<Keys | null>(null)

function useKeys(): Keys {
  const keys = use(KeysContext)
  if (!keys) throw new Error('KeysProvider is missing')
  return keys
}

export function KeysProvider({ children }: { children: ReactNode }) {
  const [layers] = useState<LayerRef[]>(() => [])
  const [keys] = useState<Keys>(() => ({
    add(layer) {
      layers.push(layer)
      return () => void layers.splice(layers.indexOf(layer), 1)
    },
    list: () => listShortcuts(layers.map((layer) => layer.current)),
  }))

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const name = event.isComposing ? null : keyName(event)
      if (name === null || (name === 'Escape' && insideOpenList(event.target))) return
      if (belongsToFocus(name, focusKind(document.activeElement))) return
      const shortcut = shortcutFor(
        layers.map((layer) => layer.current),
        name,
      )
      if (!shortcut) return
      event.preventDefault()
      event.stopPropagation()
      // A held key is one key stroke: it never captures or seals twice.
      if (!event.repeat && shortcut.enabled !== false) shortcut.run()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [layers])

  return <KeysContext value={keys}>{children}</KeysContext>
}

/** An open list or menu takes Escape for itself: it closes, the page stays. */
function insideOpenList(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-expanded="true"], [role="menu"]') !== null
}

/** Lays shortcuts over the page for as long as the component is shown. */
export function useShortcuts(shortcuts: readonly Shortcut[], kind: LayerKind = 'page'): void {
  const keys = useKeys()
  const layer = useRef<Layer>({ kind, shortcuts })
  useLayoutEffect(() => {
    layer.current = { kind, shortcuts }
  })
  useEffect(() => keys.add(layer), [keys])
}

/** The shortcuts that work now, for the list on F1. */
export function useShortcutList(): () => Shortcut[] {
  return useKeys().list
}
