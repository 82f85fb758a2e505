import { useTranslation } from 'react-i18next'
import type { Account } from '../../../contract/account.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import table from '../../ui/table.module.css'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './accounts-page.module.css'
import type { Change } from './change-dialog.tsx'

interface AccountTableProps {
  readonly accounts: readonly Account[]
  /** Whether there is more than one role to choose from. */
  readonly roles: boolean
  readonly onChange: (account: Account, change: Change) => void
}

/** Every account; those of before stay, because their names stand in the audit. */
export function AccountTable({ accounts, roles, onChange }: AccountTableProps) {
  const { t } = useTranslation()
  const instant = useInstant()
  const act = (account: Account, change: Change) => (
    <ActButton
      size="compact-sm"
      aria-label={`${t(`accounts.changes.${change}`)}: ${account.name}`}
      onClick={() => onChange(account, change)}
    >
      {t(`accounts.changes.${change}`)}
    </ActButton>
  )
  return (
    <table className={table.table} aria-label={t('accounts.all')}>
      <colgroup>
        <col />
        <col width={140} />
        <col width={120} />
        <col width={250} />
        <col width={400} />
      </colgroup>
      <thead>
        <tr>
          <th>{t('accounts.name')}</th>
          <th>{t('accounts.role')}</th>
          <th>{t('accounts.pin')}</th>
          <th>{t('accounts.state')}</th>
          <th>{t('accounts.change')}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.name}>
            <td title={account.name}>{account.name}</td>
            <td>{t(`accounts.roles.${account.role}`)}</td>
            <td>{account.pin ? t('accounts.hasPin') : '–'}</td>
            <td>
              {account.disabledAt === null ? (
                <StatusWord quiet meaning="aman" word={t('accounts.active')} />
              ) : (
                t('accounts.disabled', { at: instant(account.disabledAt) })
              )}
            </td>
            <td>
              <div className={classes.acts}>
                {account.manageable && !account.self ? act(account, 'renew') : null}
                {account.manageable && !account.self && account.disabledAt === null ? (
                  <>
                    {account.last || !roles ? null : act(account, 'role')}
                    {account.last ? null : act(account, 'disable')}
                  </>
                ) : null}
                {account.self ? t('accounts.self') : null}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
