import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './accounts-page.module.css'
import { SecretDialog } from './secret-dialog.tsx'

/** Whoever sits here: their password, and the PIN by which they come back to a resting desk. */
export function MeCard() {
  const { t } = useTranslation()
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  const [kind, setKind] = useState<'passphrase' | 'pin' | null>(null)
  const [made, setMade] = useState<'passphrase' | 'pin' | null>(null)
  useShortcuts([
    { key: 'F8', label: t('accounts.setPin'), run: () => setKind('pin') },
    { key: 'F9', label: t('accounts.setPassphrase'), run: () => setKind('passphrase') },
  ])
  if (door?.door !== 'open') return null
  return (
    <Card
      title={`${door.account} · ${t(`accounts.roles.${door.role}`)}`}
      action={
        <div className={classes.acts}>
          <ActButton hint="F8" onClick={() => setKind('pin')}>
            {t('accounts.setPin')}
          </ActButton>
          <ActButton hint="F9" onClick={() => setKind('passphrase')}>
            {t('accounts.setPassphrase')}
          </ActButton>
        </div>
      }
    >
      <p className={form.quiet}>{t('accounts.meText')}</p>
      {made ? (
        <div role="status">
          <StatusWord meaning="aman" word={t(`accounts.made.${made}`)} />
        </div>
      ) : null}
      {kind ? <SecretDialog kind={kind} onMade={setMade} onClose={() => setKind(null)} /> : null}
    </Card>
  )
}
