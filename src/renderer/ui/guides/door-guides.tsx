import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../act-button.tsx'
import { useShortcuts } from '../keys/keys.tsx'
import { lazyPart } from '../lazy-part.tsx'

const Guides = lazyPart(async () => (await import('./guides-dialog.tsx')).GuidesDialog)

/** The guides at every door: locked, broken, first run, restore. Whoever needs them may not get further. */
export function DoorGuides() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  useShortcuts([{ key: 'F4', label: t('settings.guides.title'), run: () => setOpen(true) }])
  return (
    <>
      <ActButton hint="F4" size="compact-sm" onClick={() => setOpen(true)}>
        {t('settings.guides.title')}
      </ActButton>
      {open ? <Guides onClose={() => setOpen(false)} /> : null}
    </>
  )
}
