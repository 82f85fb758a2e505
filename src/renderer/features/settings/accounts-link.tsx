import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'

/** The way to one's own password and PIN, and to everybody's accounts. */
export function AccountsLink() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const open = () => void navigate({ to: '/settings/accounts' })
  useShortcuts([{ key: 'F7', label: t('accounts.title'), run: open }])
  return (
    <Card
      title={t('accounts.title')}
      action={
        <ActButton hint="F7" onClick={open}>
          {t('accounts.open')}
        </ActButton>
      }
    >
      <p className={form.quiet}>{t('accounts.linkText')}</p>
    </Card>
  )
}
