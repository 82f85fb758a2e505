import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PhotoFlaw } from '../../../../contract/captures.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'

const USUAL = ['still', 'disability', 'wound', 'light', 'device'] as const

interface ByHandDialogProps {
  /** What is wrong; empty where nothing has looked yet. */
  readonly flaws: readonly PhotoFlaw[]
  readonly onClose: () => void
  readonly onReason: (reason: string) => void
}

/** Why a photo is taken although it is not good: the reason is kept with it, and the photo is never refused. */
export function ByHandDialog({ flaws, onClose, onReason }: ByHandDialogProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const save = () => isReason(reason) && onReason(reason.trim())
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose },
      { key: 'F10', label: t('enrolment.photo.byHand.take'), run: save, enabled: isReason(reason) },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.photo.byHand.title')}>
      <form
        className={form.column}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {flaws.length === 0 ? <p>{t('enrolment.photo.byHand.unseen')}</p> : null}
        {flaws.length === 0 ? null : (
          <ul>
            {flaws.map((flaw) => (
              <li key={flaw}>{t(`enrolment.photo.flaws.${flaw}`)}</li>
            ))}
          </ul>
        )}
        <ReasonField
          label={t('enrolment.photo.byHand.reason')}
          value={reason}
          onChange={setReason}
          reasons={USUAL.map((usual) => t(`enrolment.photo.byHand.usual.${usual}`))}
          autoFocus
        />
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" disabled={!isReason(reason)}>
            {t('enrolment.photo.byHand.take')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
