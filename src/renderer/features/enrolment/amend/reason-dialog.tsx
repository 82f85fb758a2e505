import { Modal } from '@mantine/core'
import type { UseMutationOptions } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import { enterNext } from '../../../ui/enter-next.ts'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'

interface ReasonDialogProps<Input, Output> {
  readonly what: 'supplement' | 'cancel'
  /** What else follows from it, where something does. */
  readonly also?: string | undefined
  readonly act: UseMutationOptions<Output, Error, Input>
  readonly input: (reason: string) => Input
  readonly onClose: () => void
  readonly onDone: (output: Output) => void
}

const REASONS = { supplement: ['unclear', 'asked'], cancel: ['wrongPerson', 'test'] } as const

/** An amendment that needs no more than its reason. */
export function ReasonDialog<Input, Output>(props: ReasonDialogProps<Input, Output>) {
  const { what, also, act: options, input, onClose, onDone } = props
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(options)
  const save = () => {
    setTried(true)
    if (isReason(reason)) act.run(input(reason.trim()), onDone)
  }
  const go = t(`enrolment.amend.${what}Go`)
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !act.pending },
      { key: 'F10', label: go, run: save, enabled: !act.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t(`enrolment.amend.${what}`)}>
      <div className={form.column} onKeyDown={enterNext(save)}>
        <p className={form.quiet}>{t(`enrolment.amend.${what}Text`)}</p>
        {also ? <p>{also}</p> : null}
        <ReasonField
          autoFocus
          label={t('enrolment.capture.reason')}
          value={reason}
          onChange={setReason}
          error={tried && !isReason(reason) ? t('enrolment.parking.reasonMissing') : undefined}
          reasons={REASONS[what].map((key) => t(`enrolment.amend.reasons.${key}`))}
        />
        <RefusalPanel error={act.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={act.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton variant="filled" hint="F10" pending={act.pending} onClick={save}>
            {go}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
