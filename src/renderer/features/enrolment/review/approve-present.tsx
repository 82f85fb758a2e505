import { Modal, NativeSelect, PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import classes from './review.module.css'

/** F9 in the review: a penyelia approves what could not be captured. Who is signed in as one only presses; who stands beside the desk proves it. */
export function ApprovePresent() {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const [asking, setAsking] = useState(false)
  const door = useQuery(orpc.account.door.queryOptions({ input: {} })).data
  const isPenyelia = door?.door === 'open' && door.role === 'penyelia'
  const approve = useAct({ ...orpc.enrolment.approveExceptions.mutationOptions(), onSuccess: take })
  const begin = () => (isPenyelia ? approve.run({ id: draft.id }) : setAsking(true))
  useShortcuts([{ key: 'F9', label: t('enrolment.review.approve'), run: begin, enabled: !asking }])
  return (
    <>
      <ActButton hint="F9" pending={approve.pending} onClick={begin}>
        {t('enrolment.review.approve')}
      </ActButton>
      <RefusalPanel error={approve.error} />
      {asking ? <ApproveDialog onClose={() => setAsking(false)} /> : null}
    </>
  )
}

function ApproveDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const field = useRef<HTMLInputElement>(null)
  const known = useQuery(orpc.enrolment.supervisors.queryOptions({ input: {}, staleTime: 0 }))
  const all = known.data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const account = all.find(({ name }) => name === chosen) ?? all[0]
  const approve = useAct({
    ...orpc.enrolment.approvePresent.mutationOptions(),
    onSuccess: take,
    onError: () => {
      if (!field.current) return
      field.current.value = ''
      field.current.focus()
    },
  })
  const say = () => {
    const secret = field.current?.value ?? ''
    setTried(secret === '')
    if (secret === '') field.current?.focus()
    else if (account) approve.run({ id: draft.id, account: account.name, secret }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !approve.pending },
      {
        key: 'F10',
        label: t('enrolment.review.approve'),
        run: say,
        enabled: account !== undefined && !approve.pending,
      },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.review.approveTitle')}>
      <form
        className={form.column}
        onSubmit={(event) => {
          event.preventDefault()
          say()
        }}
      >
        <ul className={classes.excepted}>
          {draft.exceptions
            .filter(({ approvedBy }) => approvedBy === null)
            .map(({ slot, reason }) => (
              <li key={slot}>
                {t('enrolment.exceptions.line', { slot: SLOT_WORDS[slot][language], reason })}
              </li>
            ))}
        </ul>
        {known.data && !account ? <p>{t('enrolment.review.nobodyApproves')}</p> : null}
        {account ? (
          <>
            <NativeSelect
              label={t('enrolment.review.penyelia')}
              data={all.map(({ name }) => name)}
              value={account.name}
              onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            />
            <PasswordInput
              ref={field}
              data-autofocus
              autoFocus
              label={t(account.pin ? 'enrolment.review.pinOrPassword' : 'locked.passphrase')}
              autoComplete="off"
              error={tried ? t('locked.required') : undefined}
            />
          </>
        ) : null}
        <p className={form.quiet}>{t('enrolment.review.approveLater')}</p>
        <RefusalPanel error={known.error ?? approve.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={approve.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" disabled={!account} pending={approve.pending}>
            {t('enrolment.review.approve')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
