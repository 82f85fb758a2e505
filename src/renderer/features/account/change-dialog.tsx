import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, Role } from '../../../contract/account.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewSecret } from './new-secret.tsx'
import { RoleField } from './role-field.tsx'
import { twoSecrets } from './two-secrets.ts'
import { ACCOUNTS } from './query-keys.ts'

export type Change = 'renew' | 'role' | 'disable'

interface ChangeDialogProps {
  readonly account: Account
  readonly change: Change
  readonly roles: readonly Role[]
  readonly onClose: () => void
}

/** One change to somebody else's account. */
export function ChangeDialog({ account: { name, role: was }, change, roles, onClose }: ChangeDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [role, setRole] = useState(was)
  const [typed, setTyped] = useState({ secret: '', again: '' })
  const [tried, setTried] = useState(false)
  const kept = { onSuccess: (accounts: Account[]) => queries.setQueryData(ACCOUNTS, accounts) }
  const renew = useAct({ ...orpc.account.renew.mutationOptions(), ...kept })
  const changeRole = useAct({ ...orpc.account.role.mutationOptions(), ...kept })
  const disable = useAct({ ...orpc.account.disable.mutationOptions(), ...kept })
  const { pending, error } = { renew, role: changeRole, disable }[change]
  const wrong = change === 'renew' ? twoSecrets('passphrase', typed.secret, typed.again) : null
  const run = () => {
    setTried(true)
    if (wrong) return
    if (change === 'renew') renew.run({ name, passphrase: typed.secret }, onClose)
    else if (change === 'role') changeRole.run({ name, role }, onClose)
    else disable.run({ name }, onClose)
  }
  const close = () => !pending && onClose()
  useShortcuts(
    [
      { key: 'Escape', label: t('accounts.close'), run: close, enabled: !pending },
      { key: 'F10', label: t(`accounts.changes.${change}`), run, enabled: !pending },
    ],
    'dialog',
  )
  const title = `${t(`accounts.changes.${change}`)}: ${name}`
  return (
    <Modal opened onClose={close} title={title} size={560} withCloseButton={!pending}>
      <div className={form.column}>
        <p className={form.quiet}>{t(`accounts.says.${change}`)}</p>
        {change === 'renew' ? (
          <NewSecret first kind="passphrase" value={typed} onChange={setTyped} wrong={tried ? wrong : null} />
        ) : null}
        {change === 'role' ? <RoleField first roles={roles} value={role} onChange={setRole} /> : null}
        <RefusalPanel error={error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pending} onClick={close}>
            {t('accounts.close')}
          </ActButton>
          <ActButton
            variant="filled"
            hint="F10"
            data-autofocus={change === 'disable' || undefined}
            pending={pending}
            onClick={run}
          >
            {t(`accounts.changes.${change}`)}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
