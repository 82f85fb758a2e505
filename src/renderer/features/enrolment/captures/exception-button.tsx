import { Checkbox, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'

/** Notes that a biometric cannot be had, with the reason; or takes the note back. */
export function ExceptionButton({ slot, hint }: { slot: Slot; hint?: string }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const [open, setOpen] = useState(false)
  const excepted = draft.exceptions.some((exception) => exception.slot === slot)
  const except = useAct({ ...orpc.enrolment.except.mutationOptions(), onSuccess: take })
  const photoOnly = useAct({ ...orpc.enrolment.photoOnly.mutationOptions(), onSuccess: take })
  const click = () => {
    if (excepted) except.run({ id: draft.id, slot, reason: null })
    else setOpen(true)
  }
  useShortcuts(hint ? [{ key: hint, label: t('enrolment.capture.except'), run: click }] : [])
  return (
    <>
      <ActButton {...(hint ? { hint } : {})} pending={except.pending} onClick={click}>
        {t(excepted ? 'enrolment.capture.unexcept' : 'enrolment.capture.except')}
      </ActButton>
      {open ? (
        <ReasonDialog
          slot={slot}
          pending={except.pending || photoOnly.pending}
          error={except.error ?? photoOnly.error}
          onClose={() => setOpen(false)}
          onReason={(reason, all) => {
            const close = () => setOpen(false)
            if (all) photoOnly.run({ id: draft.id, reason }, close)
            else except.run({ id: draft.id, slot, reason }, close)
          }}
        />
      ) : null}
    </>
  )
}

interface ReasonDialogProps {
  readonly slot: Slot
  readonly pending: boolean
  readonly error: unknown
  readonly onClose: () => void
  /** `all`: one reason for every biometric that is not there yet; the photo alone is taken. */
  readonly onReason: (reason: string, all: boolean) => void
}

function ReasonDialog({ slot, pending, error, onClose, onReason }: ReasonDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [reason, setReason] = useState('')
  const [all, setAll] = useState(false)
  const save = () => isReason(reason) && onReason(reason.trim(), all)
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose },
      { key: 'F10', label: t('enrolment.capture.exceptSave'), run: save, enabled: isReason(reason) },
    ],
    'dialog',
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('enrolment.capture.exceptTitle', { slot: SLOT_WORDS[slot][language] })}
    >
      <form
        className={form.column}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <ReasonField
          label={t('enrolment.capture.reason')}
          value={reason}
          onChange={setReason}
          reasons={REASONS[kindOf(slot)].map((usual) => t(`enrolment.capture.reasons.${usual}`))}
          autoFocus
        />
        <Checkbox
          label={t('enrolment.capture.photoOnly')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
        <RefusalPanel error={error} />
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" disabled={!isReason(reason)} pending={pending}>
            {t('enrolment.capture.exceptSave')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}

/** The usual reasons for each kind of biometric. */
const REASONS = {
  finger: ['missing', 'wounded', 'worn', 'stiff', 'mental'],
  iris: ['blind', 'closed', 'ill', 'mental'],
  signature: ['unwritten', 'still', 'mental'],
} as const

function kindOf(slot: Slot): 'finger' | 'iris' | 'signature' {
  if (slot.startsWith('iris')) return 'iris'
  return slot.startsWith('signature') ? 'signature' : 'finger'
}
