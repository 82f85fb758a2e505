import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Role } from '../../../contract/account.ts'
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

/** A new account: who, as what, and a first password that they change themselves. */
export function AddDialog({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('operator')
  const [typed, setTyped] = useState({ secret: '', again: '' })
  const [tried, setTried] = useState(false)
  const add = useAct({
    ...orpc.account.add.mutationOptions(),
    onSuccess: (accounts) => queries.setQueryData(ACCOUNTS, accounts),
  })
  const wrong = twoSecrets('passphrase', typed.secret, typed.again)
  const run = () => {
    setTried(true)
    if (name.trim() !== '' && !wrong)
      add.run({ name: name.trim(), role, passphrase: typed.secret }, () => onClose())
  }
  const close = () => !add.pending && onClose()
  useShortcuts(
    [
      { key: 'Escape', label: t('accounts.close'), run: close, enabled: !add.pending },
      { key: 'F10', label: t('accounts.add'), run, enabled: !add.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={close} title={t('accounts.add')} size={560} withCloseButton={!add.pending}>
      <div className={form.column}>
        <TextInput
          label={t('accounts.name')}
          description={t('accounts.nameHint')}
          data-autofocus
          autoComplete="off"
          maxLength={32}
          value={name}
          error={tried && name.trim() === '' ? t('accounts.nameRequired') : undefined}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <RoleField roles={roles} value={role} onChange={setRole} />
        <div className={form.pair}>
          <NewSecret kind="passphrase" value={typed} onChange={setTyped} wrong={tried ? wrong : null} />
        </div>
        <RefusalPanel error={add.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={add.pending} onClick={close}>
            {t('accounts.close')}
          </ActButton>
          <ActButton variant="filled" hint="F10" pending={add.pending} onClick={run}>
            {t('accounts.add')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
