import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'

/** The way to what is to be done when something happened to a key, a disk or a computer. */
export function GuidesLink() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const open = () => void navigate({ to: '/settings/guides' })
  useShortcuts([{ key: 'F8', label: t('settings.guides.title'), run: open }])
  return (
    <Card
      title={t('settings.guides.title')}
      action={
        <ActButton hint="F8" onClick={open}>
          {t('settings.guides.open')}
        </ActButton>
      }
    >
      <p className={form.quiet}>{t('settings.guides.text')}</p>
    </Card>
  )
}
