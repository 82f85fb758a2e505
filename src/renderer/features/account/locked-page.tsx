import { NativeSelect, PasswordInput } from '@mantine/core'
import { hashKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** The locked door: who, and their password. What was on the screen is there again behind it. */
export default function LockedPage({ accounts }: { accounts: readonly string[] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [wrong, setWrong] = useState(0)
  const { register, handleSubmit, formState, resetField, setFocus } = useForm({
    defaultValues: { account: accounts[0] ?? '', passphrase: '' },
  })
  useEffect(() => {
    // What a locked station showed before is nobody's to read.
    queries.removeQueries({
      predicate: ({ queryHash }) => queryHash !== hashKey(orpc.account.door.queryKey({ input: {} })),
    })
  }, [queries])
  const unlock = useAct({
    ...orpc.account.unlock.mutationOptions(),
    onSuccess: (door) => {
      queries.setQueryData(orpc.account.door.queryKey({ input: {} }), door)
    },
    onError: () => {
      resetField('passphrase')
      setWrong(wrong + 1)
      setTimeout(() => setFocus('passphrase'))
    },
  })
  return (
    <DoorFrame title={t('locked.title')} text={t('locked.text')}>
      <form
        className={form.column}
        onSubmit={(event) => void handleSubmit((values) => unlock.run(values))(event)}
      >
        <NativeSelect label={t('locked.account')} data={[...accounts]} {...register('account')} />
        <PasswordInput
          label={t('locked.passphrase')}
          autoFocus
          autoComplete="current-password"
          error={formState.errors.passphrase?.message}
          {...register('passphrase', { required: t('locked.required') })}
        />
        <RefusalPanel key={wrong} error={unlock.error} />
        <ActButton type="submit" variant="filled" hint="Enter" pending={unlock.pending}>
          {t('locked.open')}
        </ActButton>
      </form>
    </DoorFrame>
  )
}
