import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { isTelephone } from './bag-words.ts'
import { HandPad } from './hand-pad.tsx'

export type StepName = 'hand-over' | 'arrived' | 'lost'

interface StepFormProps {
  readonly bag: Bag
  readonly step: StepName
  readonly onDone: () => void
}

/** One step of a bag's life: who, where it can be asked, and a signature; or why it is lost. */
export function StepForm({ bag, step, onDone }: StepFormProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.export.key() })
  const handOver = useAct({ ...orpc.export.handOver.mutationOptions(), onSuccess: refresh })
  const arrived = useAct({ ...orpc.export.arrived.mutationOptions(), onSuccess: refresh })
  const lost = useAct({ ...orpc.export.lost.mutationOptions(), onSuccess: refresh })
  const [who, setWho] = useState('')
  const [telephone, setTelephone] = useState('')
  const [signature, setSignature] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const ready =
    step === 'lost' ? isReason(who) : who.trim().length > 1 && (step === 'arrived' || isTelephone(telephone))
  const pending = handOver.pending || arrived.pending || lost.pending
  const submit = () => {
    setTried(true)
    if (!ready) return
    if (step === 'lost') lost.run({ bag: bag.id, reason: who.trim() }, onDone)
    else if (step === 'arrived') arrived.run({ bag: bag.id, who: who.trim() }, onDone)
    else {
      const hand = { bag: bag.id, to: who.trim(), telephone: telephone.trim() }
      handOver.run(signature === null ? hand : { ...hand, signature }, onDone)
    }
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('bag.back'), run: onDone, enabled: !pending },
      { key: 'F10', label: t('bag.save'), run: submit, enabled: !pending },
    ],
    'dialog',
  )
  const missing = tried && who.trim().length < 2 ? t('bag.required') : undefined
  return (
    <form
      className={form.column}
      onKeyDown={enterNext(submit)}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {step === 'lost' ? (
        <>
          <p className={form.quiet}>{t('bag.lostText')}</p>
          <ReasonField
            autoFocus
            label={t('bag.lostReason')}
            value={who}
            onChange={setWho}
            error={missing}
            reasons={[t('bag.lostReasons.stolen'), t('bag.lostReasons.carrier'), t('bag.lostReasons.broken')]}
          />
        </>
      ) : (
        <TextInput
          data-autofocus
          autoFocus
          label={t(step === 'arrived' ? 'bag.arrivedWho' : 'bag.to')}
          value={who}
          maxLength={100}
          error={missing}
          onChange={(event) => setWho(event.currentTarget.value)}
        />
      )}
      {step === 'hand-over' ? (
        <>
          <TextInput
            label={t('bag.telephone')}
            description={t('bag.telephoneHint')}
            value={telephone}
            maxLength={20}
            error={tried && !isTelephone(telephone) ? t('bag.badTelephone') : undefined}
            onChange={(event) => setTelephone(event.currentTarget.value)}
          />
          <p className={form.quiet}>
            {t('bag.signature')}. {t('bag.signatureHint')}
          </p>
          <HandPad onChange={setSignature} />
        </>
      ) : null}
      <RefusalPanel error={handOver.error ?? arrived.error ?? lost.error} />
      <div className={form.foot}>
        <ActButton hint="Escape" disabled={pending} onClick={onDone}>
          {t('bag.back')}
        </ActButton>
        <ActButton type="submit" variant="filled" hint="F10" pending={pending}>
          {t('bag.save')}
        </ActButton>
      </div>
    </form>
  )
}
