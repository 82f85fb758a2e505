/**
 * The keyboard layer: one listener for the window; pages, frame and dialogs lay their shortcuts over each other. It
 * listens before anything else does, so that a focused field cannot swallow a function key.
 */
import { createContext, type ReactNode, use, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Layer, type LayerKind, listShortcuts, type Shortcut, shortcutFor } from './key-layers.ts'
import { belongsToFocus, focusKind, isHeld, isStray, keyName } from './key-name.ts'

type LayerRef = { current: Layer }

type StrayRef = { current: { kind: LayerKind; take: (typed: string) => void } }

interface Keys {
  add(layer: LayerRef): () => void
  catchStrays(stray: StrayRef): () => void
  readonly list: () => Shortcut[]
  /** What had the focus before a dialog took it. */
  readonly outside: { current: Element | null }
}

const KeysContext = createContext<Keys | null>(null)

function useKeys(): Keys {
  const keys = use(KeysContext)
  if (!keys) throw new Error('KeysProvider is missing')
  return keys
}

export function KeysProvider({ children }: { children: ReactNode }) {
  const [layers] = useState<LayerRef[]>(() => [])
  const [strays] = useState<StrayRef[]>(() => [])
  const [keys] = useState<Keys>(() => ({
    add(layer) {
      layers.push(layer)
      return () => void layers.splice(layers.indexOf(layer), 1)
    },
    catchStrays(stray) {
      strays.push(stray)
      return () => void strays.splice(strays.indexOf(stray), 1)
    },
    list: () => listShortcuts(layers.map((layer) => layer.current)),
    outside: { current: null },
  }))

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isHeld(event, document.activeElement)) {
        event.preventDefault()
        event.stopPropagation()
        return
      }
      const name = event.isComposing ? null : keyName(event)
      if (name === null || (name === 'Escape' && insideOpenList(event.target))) return
      if (belongsToFocus(name, focusKind(document.activeElement))) return
      const shortcut = shortcutFor(
        layers.map((layer) => layer.current),
        name,
      )
      if (!shortcut) {
        const stray = isStray(name) ? strays.at(-1)?.current : undefined
        if (stray && (stray.kind === 'dialog' || !hasDialog(layers))) {
          event.preventDefault()
          stray.take(event.key)
        }
        return
      }
      event.preventDefault()
      event.stopPropagation()
      // A held key is one key stroke: it never captures or seals twice.
      if (!event.repeat && shortcut.enabled !== false) shortcut.run()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [layers, strays])

  return <KeysContext value={keys}>{children}</KeysContext>
}

function hasDialog(layers: readonly LayerRef[]): boolean {
  return layers.some(({ current }) => current.kind === 'dialog')
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
  useFocusBack(kind === 'dialog')
}

/**
 * When a dialog goes, whatever had the focus before has it again, unless the page gave it to something else: the next key stroke is never
 * lost. A dialog that came from another gives it to what had it before the first.
 */
function useFocusBack(wanted: boolean): void {
  const { outside: outsideRef } = useKeys()
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    const ofPage = before?.closest('[role="dialog"]') === null && before !== document.body
    if (wanted && ofPage) outsideRef.current = before
    return () => {
      if (!wanted) return
      const lost = document.activeElement === null || document.activeElement === document.body
      const back = [before, outsideRef.current].find(
        (one) => one !== document.body && one?.isConnected === true,
      )
      if (lost && (back instanceof HTMLElement || back instanceof SVGElement)) back.focus()
    }
  }, [wanted, before, outsideRef])
}

/** The shortcuts that work now, for the list on F1. */
export function useShortcutList(): () => Shortcut[] {
  return useKeys().list
}

/**
 * Takes what is typed, or scanned, while no field has the focus and no key of the page means it (LOOK: keys). Over a
 * dialog only the dialog's own.
 */
export function useStrayTyping(take: (typed: string) => void, kind: LayerKind = 'frame'): void {
  const keys = useKeys()
  const current = useRef({ kind, take })
  useLayoutEffect(() => {
    current.current = { kind, take }
  })
  useEffect(() => keys.catchStrays(current), [keys])
}
