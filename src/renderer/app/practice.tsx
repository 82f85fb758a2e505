import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../orpc.ts'
import { ActButton } from '../ui/act-button.tsx'
import { useShortcuts } from '../ui/keys/keys.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { PracticeBand } from '../ui/practice-band.tsx'
import { isPracticePage } from '../ui/practice-page.ts'

const Dialog = lazyPart<{ onClose: () => void }>(
  async () => (await import('./practice-dialog.tsx')).PracticeDialog,
)

/** In practice, over everything: what this is, and the way out of it. The shell says so before there is a core, the core as well. */
export function Practice() {
  const about = useQuery(orpc.settings.about.queryOptions({ input: {}, staleTime: Infinity })).data
  return isPracticePage() || about?.practice === true ? <Band /> : null
}

function Band() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const show = () => setOpen(true)
  useShortcuts([{ key: 'F12', label: t('practice.title'), run: show }], 'frame')
  return (
    <>
      <PracticeBand>
        <ActButton size="xs" hint="F12" onClick={show}>
          {t('practice.end')}
        </ActButton>
      </PracticeBand>
      {open ? <Dialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}
