import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewSecret } from './new-secret.tsx'
import classes from './reset-page.module.css'
import { twoSecrets } from './two-secrets.ts'
import { DOOR } from './query-keys.ts'

interface ResetPageProps {
  readonly account: string
  readonly accounts: readonly string[]
  readonly onBack: () => void
}

/** A forgotten password: what to read to the Dinas over the telephone, and the code that they answer. */
export function ResetPage({ account: first, accounts, onBack }: ResetPageProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const challenge = useQuery(orpc.account.challenge.queryOptions({ input: {}, staleTime: 0 }))
  const [account, setAccount] = useState(first)
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState({ secret: '', again: '' })
  const [tried, setTried] = useState(false)
  const reset = useAct({
    ...orpc.account.reset.mutationOptions(),
    onSuccess: (door) => queries.setQueryData(DOOR, door),
  })
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: onBack, enabled: !reset.pending }])
  const wrong = twoSecrets('passphrase', typed.secret, typed.again)
  const n = challenge.data?.n
  const go = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (n === undefined || code.trim() === '' || wrong) return
    reset.run({ account, n, code, passphrase: typed.secret })
  }
  return (
    <DoorFrame title={t('reset.title')} text={t('reset.text')}>
      <form className={form.column} onSubmit={go}>
        <RefusalPanel error={challenge.error} />
        {challenge.data ? (
          <dl className={classes.asked}>
            <dt>{t('reset.station')}</dt>
            <dd>{challenge.data.station}</dd>
            <dt>{t('reset.number')}</dt>
            <dd>{challenge.data.n}</dd>
          </dl>
        ) : null}
        <NativeSelect
          label={t('locked.account')}
          data={[...accounts]}
          value={account}
          onChange={({ currentTarget }) => setAccount(currentTarget.value)}
        />
        <TextInput
          label={t('reset.code')}
          description={t('reset.codeHint')}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={code}
          error={tried && code.trim() === '' ? t('reset.codeRequired') : undefined}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <NewSecret kind="passphrase" value={typed} onChange={setTyped} wrong={tried ? wrong : null} />
        <RefusalPanel error={reset.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={reset.pending} onClick={onBack}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="Enter" pending={reset.pending}>
            {t('reset.run')}
          </ActButton>
        </div>
      </form>
    </DoorFrame>
  )
}
