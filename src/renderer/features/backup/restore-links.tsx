import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'

/** From the backups to what is done with them. */
export function RestoreLinks() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const gain = () => void navigate({ to: '/restore/gain' })
  useShortcuts([{ key: 'F7', label: t('restore.gain.open'), run: gain }])
  return (
    <ActButton hint="F7" onClick={gain}>
      {t('restore.gain.open')}
    </ActButton>
  )
}
