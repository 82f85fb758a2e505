import { NativeSelect, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door } from '../../../contract/account.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isPracticePage } from '../../ui/practice-page.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { DOOR } from './query-keys.ts'

export type LockedDoor = Extract<Door, { door: 'locked' }>

/**
 * Who sits down, and by what. The field is read when it is sent and never kept; no form library, because this page is part
 * of the first one.
 */
export function SignIn({ door, onForgot }: { door: LockedDoor; onForgot: (account: string) => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const first = door.accounts.find((one) => one === door.last) ?? door.accounts[0] ?? ''
  const [account, setAccount] = useState(first)
  const [empty, setEmpty] = useState(false)
  /** Somebody with a PIN prefers the password. */
  const [full, setFull] = useState(false)
  const hasPin = door.resting && door.pins.includes(account)
  const byPin = hasPin && !full
  const options = {
    onSuccess: (opened: Door) => queries.setQueryData(DOOR, opened),
    onError: () => {
      // A store that turned out to be damaged has a door of its own.
      void queries.invalidateQueries({ queryKey: DOOR })
      if (!field.current) return
      field.current.value = ''
      field.current.focus()
    },
  }
  const unlock = useAct({ ...orpc.account.unlock.mutationOptions(), ...options })
  const resume = useAct({ ...orpc.account.resume.mutationOptions(), ...options })
  const act = byPin ? resume : unlock
  const choose = (next: string) => {
    setAccount(next)
    setFull(false)
    unlock.dismiss()
    resume.dismiss()
  }
  const open = (event: FormEvent) => {
    event.preventDefault()
    const typed = field.current?.value ?? ''
    setEmpty(typed === '')
    if (typed === '') field.current?.focus()
    else if (byPin) resume.run({ account, pin: typed })
    else unlock.run({ account, passphrase: typed })
  }
  const practice = useAct(orpc.settings.practice.mutationOptions())
  // There is nothing to practise from within practice: the band over it ends it.
  const mayPractise = !isPracticePage()
  const practise = () => practice.run({ to: 'practice' })
  const swap = () => {
    setFull(!full)
    setEmpty(false)
    if (field.current) field.current.value = ''
    field.current?.focus()
  }
  useShortcuts([
    { key: 'F7', label: t('locked.forgot'), run: () => onForgot(account) },
    { key: 'F8', label: t('locked.swap'), run: swap, enabled: hasPin },
    { key: 'F9', label: t('practice.begin'), run: practise, enabled: mayPractise && !door.resting },
  ])
  const required = t(byPin ? 'locked.requiredPin' : 'locked.required')
  return (
    <DoorFrame
      title={t(door.resting ? 'locked.restTitle' : 'locked.title')}
      text={t(door.resting ? 'locked.restText' : 'locked.text')}
    >
      <form className={form.column} onSubmit={open}>
        <NativeSelect
          label={t('locked.account')}
          data={[...door.accounts]}
          value={account}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
        <PasswordInput
          ref={field}
          label={t(byPin ? 'locked.pin' : 'locked.passphrase')}
          inputMode={byPin ? 'numeric' : undefined}
          autoFocus
          autoComplete="current-password"
          error={empty ? required : undefined}
        />
        <RefusalPanel error={act.error ?? practice.error} />
        <ActButton type="submit" variant="filled" hint="Enter" pending={act.pending}>
          {t('locked.open')}
        </ActButton>
        <div className={form.foot}>
          <ActButton hint="F7" onClick={() => onForgot(account)}>
            {t('locked.forgot')}
          </ActButton>
          {hasPin ? (
            <ActButton hint="F8" onClick={swap}>
              {t(byPin ? 'locked.usePassphrase' : 'locked.usePin')}
            </ActButton>
          ) : null}
          {mayPractise && !door.resting ? (
            <ActButton hint="F9" pending={practice.pending} onClick={practise}>
              {t('practice.begin')}
            </ActButton>
          ) : null}
        </div>
      </form>
    </DoorFrame>
  )
}
