import { Checkbox, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
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
import { asksExceptionPhoto } from '../guide/steps.ts'

/** Notes that a biometric cannot be had, with the reason; or takes the note back. The first one asks for its photo where the profile does. */
export function ExceptionButton({ slot, hint }: { slot: Slot; hint?: string }) {
  const { t } = useTranslation()
  const { draft, photograph } = useDraft()
  const take = useTakeDraft()
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
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
            const close = (after: Draft) => {
              setOpen(false)
              const isFirst = !asksExceptionPhoto(draft) && asksExceptionPhoto(after)
              if (station.data?.exceptionPhoto === true && isFirst && !hasExceptionPhoto(after)) photograph()
            }
            if (all) photoOnly.run({ id: draft.id, reason }, close)
            else except.run({ id: draft.id, slot, reason }, close)
          }}
        />
      ) : null}
    </>
  )
}

const hasExceptionPhoto = ({ captures }: Draft) => captures.some(({ slot }) => slot === 'exception-photo')

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
  const kind = kindOf(slot)
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
          reasons={REASONS[kind].map((usual) => t(`enrolment.capture.reasons.${usual}`))}
          autoFocus
        />
        {kind === 'photo' ? null : (
          <Checkbox
            label={t('enrolment.capture.photoOnly')}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        )}
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
  photo: ['camera', 'covered', 'refused'],
} as const

function kindOf(slot: Slot): keyof typeof REASONS {
  if (slot === 'photo' || slot === 'exception-photo') return 'photo'
  if (slot.startsWith('iris')) return 'iris'
  return slot.startsWith('signature') ? 'signature' : 'finger'
}
