import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { twoSecrets } from './two-secrets.ts'

export interface Typed {
  readonly secret: string
  readonly again: string
}

interface NewSecretProps {
  readonly kind: 'passphrase' | 'pin'
  readonly value: Typed
  readonly onChange: (value: Typed) => void
  /** Shown after somebody tried to go on. */
  readonly wrong: ReturnType<typeof twoSecrets>
  /** Where a dialog puts the focus when it opens. */
  readonly first?: boolean
}

/** A new password or PIN, typed twice. */
export function NewSecret({ kind, value, onChange, wrong, first = false }: NewSecretProps) {
  const { t } = useTranslation()
  return (
    <>
      <PasswordInput
        label={t(kind === 'pin' ? 'accounts.newPin' : 'accounts.newPassphrase')}
        description={t(kind === 'pin' ? 'accounts.pinHint' : 'accounts.passphraseHint')}
        autoComplete="new-password"
        inputMode={kind === 'pin' ? 'numeric' : undefined}
        data-autofocus={first || undefined}
        value={value.secret}
        onChange={({ currentTarget }) => onChange({ ...value, secret: currentTarget.value })}
      />
      <PasswordInput
        label={t('accounts.again')}
        description={t('accounts.againHint')}
        autoComplete="new-password"
        inputMode={kind === 'pin' ? 'numeric' : undefined}
        value={value.again}
        error={wrong ? t(wrong) : undefined}
        onChange={({ currentTarget }) => onChange({ ...value, again: currentTarget.value })}
      />
    </>
  )
}
