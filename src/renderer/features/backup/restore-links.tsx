import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'

/** From the backups to what is done with them: the drill begins by itself. */
export function RestoreLinks() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const drill = () => void navigate({ to: '/restore/drill', state: { begin: true } })
  const gain = () => void navigate({ to: '/restore/gain' })
  const empty = () => void navigate({ to: '/restore/empty' })
  useShortcuts([
    { key: 'F8', label: t('restore.empty.open'), run: empty },
    { key: 'F7', label: t('restore.gain.open'), run: gain },
    { key: 'F9', label: t('restore.drill.title'), run: drill },
  ])
  return (
    <>
      <ActButton hint="F7" onClick={gain}>
        {t('restore.gain.open')}
      </ActButton>
      <ActButton hint="F9" onClick={drill}>
        {t('restore.drill.title')}
      </ActButton>
      <ActButton hint="F8" onClick={empty}>
        {t('restore.empty.open')}
      </ActButton>
    </>
  )
}
