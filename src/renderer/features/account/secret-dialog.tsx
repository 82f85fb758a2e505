import { Modal, PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewSecret } from './new-secret.tsx'
import { twoSecrets } from './two-secrets.ts'

interface SecretDialogProps {
  readonly kind: 'passphrase' | 'pin'
  readonly onMade: (kind: 'passphrase' | 'pin') => void
  readonly onClose: () => void
}

/** One's own new password or PIN; who leaves a desk open gives nobody theirs, so the password is asked first. */
export function SecretDialog({ kind, onMade, onClose }: SecretDialogProps) {
  const { t } = useTranslation()
  const [current, setCurrent] = useState('')
  const [typed, setTyped] = useState({ secret: '', again: '' })
  const [tried, setTried] = useState(false)
  const passphrase = useAct(orpc.account.passphrase.mutationOptions())
  const pin = useAct(orpc.account.pin.mutationOptions())
  const { pending, error } = kind === 'pin' ? pin : passphrase
  const wrong = twoSecrets(kind, typed.secret, typed.again)
  const ended = () => {
    onMade(kind)
    onClose()
  }
  const run = () => {
    setTried(true)
    if (current === '' || wrong) return
    if (kind === 'pin') pin.run({ current, pin: typed.secret }, ended)
    else passphrase.run({ current, passphrase: typed.secret }, ended)
  }
  const close = () => !pending && onClose()
  const title = t(kind === 'pin' ? 'accounts.setPin' : 'accounts.setPassphrase')
  useShortcuts(
    [
      { key: 'Escape', label: t('accounts.close'), run: close, enabled: !pending },
      { key: 'F10', label: title, run, enabled: !pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={close} title={title} size={520} withCloseButton={!pending}>
      <div className={form.column}>
        <PasswordInput
          label={t('accounts.current')}
          data-autofocus
          autoComplete="current-password"
          value={current}
          error={tried && current === '' ? t('locked.required') : undefined}
          onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
        />
        <NewSecret kind={kind} value={typed} onChange={setTyped} wrong={tried ? wrong : null} />
        <RefusalPanel error={error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pending} onClick={close}>
            {t('accounts.close')}
          </ActButton>
          <ActButton variant="filled" hint="F10" pending={pending} onClick={run}>
            {title}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
