import { Modal, PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionAct, RetentionPlan } from '../../../contract/privacy.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { CountsList } from './counts-list.tsx'
import classes from './privacy.module.css'
import { useSaveAct } from './use-save-act.ts'

/** Destroys what the plan showed: reason typed, place, witnesses, and the PIN of who sits here. Then the berita acara is saved. */
export function DestroyDialog({
  plan,
  onClose,
}: {
  readonly plan: RetentionPlan
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [place, setPlace] = useState('')
  const [witnesses, setWitnesses] = useState(['', ''])
  const [pin, setPin] = useState('')
  const [tried, setTried] = useState(false)
  const [done, setDone] = useState<RetentionAct | null>(null)
  const save = useSaveAct()
  const destroy = useAct({
    ...orpc.privacy.destroy.mutationOptions(),
    onSuccess: () => queries.invalidateQueries(),
  })
  const names = witnesses.map((name) => name.trim()).filter((name) => name.length > 1)
  const wrong = {
    reason: !isReason(reason),
    place: place.trim().length < 2,
    witness: names.length === 0,
    pin: !/^\d{6}$/.test(pin),
  }
  const submit = () => {
    if (done) return save.run(done)
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return
    destroy.run(
      { token: plan.token, reason: reason.trim(), place: place.trim(), witnesses: names, pin },
      setDone,
    )
    setPin('')
  }
  const pending = destroy.pending || save.pending
  useShortcuts(
    [
      { key: 'Escape', label: t(done ? 'privacy.close' : 'privacy.cancel'), run: onClose, enabled: !pending },
      {
        key: 'F10',
        label: t(done ? 'privacy.acts.save' : 'privacy.retention.destroy'),
        run: submit,
        enabled: !pending,
      },
    ],
    'dialog',
  )
  const required = (is: boolean) => (tried && is ? t('privacy.required') : undefined)
  return (
    <Modal opened onClose={onClose} title={t('privacy.retention.destroy')} size={640}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {done ? (
          <p role="status" className={classes.saved}>
            {t('privacy.retention.done', { number: done.number })}
          </p>
        ) : (
          <strong>{t('privacy.retention.sure')}</strong>
        )}
        <CountsList counts={(done ?? plan).counts} />
        {done ? (
          <p className={form.quiet}>{t('privacy.retention.keepList')}</p>
        ) : (
          <>
            <TextInput
              data-autofocus
              label={t('privacy.retention.reason')}
              value={reason}
              maxLength={200}
              error={required(wrong.reason)}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <TextInput
              label={t('privacy.retention.place')}
              value={place}
              maxLength={80}
              error={required(wrong.place)}
              onChange={(event) => setPlace(event.currentTarget.value)}
            />
            <div className={form.pair}>
              {witnesses.map((name, n) => (
                <TextInput
                  // Two witnesses, in their places.
                  key={n === 0 ? 'first' : 'second'}
                  label={t('privacy.retention.witness', { n: n + 1 })}
                  value={name}
                  maxLength={80}
                  error={n === 0 ? required(wrong.witness) : undefined}
                  onChange={({ currentTarget: { value } }) =>
                    setWitnesses(witnesses.map((old, i) => (i === n ? value : old)))
                  }
                />
              ))}
            </div>
            <PasswordInput
              label={t('privacy.retention.pin')}
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              value={pin}
              error={required(wrong.pin)}
              onChange={(event) => setPin(event.currentTarget.value)}
            />
          </>
        )}
        {save.saved === '' ? null : (
          <p role="status" className={classes.saved}>
            {save.saved}
          </p>
        )}
        <RefusalPanel error={destroy.error ?? save.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pending} onClick={onClose}>
            {t(done ? 'privacy.close' : 'privacy.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
            {t(done ? 'privacy.acts.save' : 'privacy.retention.destroy')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
