import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useMay } from '../../ui/use-may.ts'

/** The way to requests of residents, to destruction and to the data-flow page; how many requests wait. */
export function PrivacyLink() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const may = useMay()
  const counts = useQuery(
    orpc.privacy.requestCounts.queryOptions({ input: {}, enabled: may('privacy.requestCounts') }),
  ).data
  const open = () => void navigate({ to: '/settings/privacy' })
  useShortcuts([{ key: 'F9', label: t('privacy.title'), run: open }])
  return (
    <Card
      title={t('privacy.title')}
      action={
        <ActButton hint="F9" onClick={open}>
          {t('privacy.open')}
        </ActButton>
      }
    >
      {counts && counts.open > 0 ? (
        <StatusWord
          meaning={counts.overdue > 0 ? 'bahaya' : 'menunggu'}
          word={t(counts.overdue > 0 ? 'privacy.overdue' : 'privacy.waiting', {
            open: formatCount(counts.open, language),
            overdue: formatCount(counts.overdue, language),
          })}
        />
      ) : (
        <p className={form.quiet}>{t('privacy.linkText')}</p>
      )}
    </Card>
  )
}
