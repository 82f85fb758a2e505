import { type ReactNode, useState } from 'react'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import { useShortcutList } from '../../ui/keys/keys.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { usePress } from './use-press.ts'

const Palette = lazyPart<{
  shortcuts: readonly Shortcut[]
  press: (label: string) => void
  onClose: () => void
}>(async () => (await import('./palette.tsx')).Palette)

/** Ctrl+K: the command palette over the page whose keys it offers. It lies in the frame: nobody has it at a desk that rests or is locked. */
export function usePalette(): { readonly openPalette: () => void; readonly palette: ReactNode } {
  const list = useShortcutList()
  const press = usePress()
  // Read once, before the palette's own keys lie over the page's.
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[] | null>(null)
  return {
    openPalette: () => setShortcuts(list()),
    palette: shortcuts ? (
      <Palette shortcuts={shortcuts} press={press} onClose={() => setShortcuts(null)} />
    ) : null,
  }
}
