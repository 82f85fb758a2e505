import { NativeSelect, PasswordInput } from '@mantine/core'
import { hashKey, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

const DOOR = orpc.account.door.queryKey({ input: {} })

/**
 * The locked door: who, and their password. What was on the screen is there again behind it. The field is read when it
 * is sent and never kept; no form library, because this page is part of the first one.
 */
export function LockedPage({ accounts }: { accounts: readonly string[] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const [account, setAccount] = useState(accounts[0] ?? '')
  const [empty, setEmpty] = useState(false)
  useEffect(() => {
    // What a locked station showed before is nobody's to read.
    queries.removeQueries({ predicate: ({ queryHash }) => queryHash !== hashKey(DOOR) })
  }, [queries])
  const unlock = useAct({
    ...orpc.account.unlock.mutationOptions(),
    onSuccess: (door) => queries.setQueryData(DOOR, door),
    onError: () => {
      if (!field.current) return
      field.current.value = ''
      field.current.focus()
    },
  })
  const open = (event: FormEvent) => {
    event.preventDefault()
    const passphrase = field.current?.value ?? ''
    setEmpty(passphrase === '')
    if (passphrase === '') field.current?.focus()
    else unlock.run({ account, passphrase })
  }
  return (
    <DoorFrame title={t('locked.title')} text={t('locked.text')}>
      <form className={form.column} onSubmit={open}>
        <NativeSelect
          label={t('locked.account')}
          data={[...accounts]}
          value={account}
          onChange={({ currentTarget }) => setAccount(currentTarget.value)}
        />
        <PasswordInput
          ref={field}
          label={t('locked.passphrase')}
          autoFocus
          autoComplete="current-password"
          error={empty ? t('locked.required') : undefined}
        />
        <RefusalPanel error={unlock.error} />
        <ActButton type="submit" variant="filled" hint="Enter" pending={unlock.pending}>
          {t('locked.open')}
        </ActButton>
      </form>
    </DoorFrame>
  )
}
