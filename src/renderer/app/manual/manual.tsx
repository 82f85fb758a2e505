import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManualName } from '../../../contract/manual/pages.ts'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import { useShortcutList, useShortcuts } from '../../ui/keys/keys.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'

const Dialog = lazyPart<{ start: ManualName; shortcuts: readonly Shortcut[]; onClose: () => void }>(
  async () => (await import('../../features/manual/manual-dialog.tsx')).ManualDialog,
)

/** F1 on the screen that is shown: the manual at that screen's page, and the keys that work there. */
export function useManual(start: ManualName): { readonly open: () => void; readonly manual: ReactNode } {
  const { t } = useTranslation()
  const list = useShortcutList()
  // Read once, before the manual's own keys lie over the screen's.
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[] | null>(null)
  const open = () => setShortcuts(list())
  useShortcuts([{ key: 'F1', label: t('keys.help'), run: open }], 'frame')
  return {
    open,
    manual: shortcuts ? (
      <Dialog start={start} shortcuts={shortcuts} onClose={() => setShortcuts(null)} />
    ) : null,
  }
}

/** The manual of a door: a screen that stands before the open station. */
export function DoorManual({ page }: { page: ManualName }) {
  return useManual(page).manual
}
