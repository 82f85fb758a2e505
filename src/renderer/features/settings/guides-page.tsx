import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { GuideReader } from '../../ui/guides/guide-reader.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'

/** What to do when something happened, in the open station; doors have it under F1. */
export function GuidesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const back = () => void navigate({ to: '/settings' })
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: back }])
  return (
    <Page
      title={t('settings.guides.title')}
      primary={
        <ActButton hint="Escape" onClick={back}>
          {t('ui.back')}
        </ActButton>
      }
    >
      <GuideReader />
    </Page>
  )
}
