import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { parseDay, typeDay } from '../../../ui/day.ts'
import { enterNext } from '../../../ui/enter-next.ts'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from './draft-context.tsx'

const PHONE = /^(?:\+?[0-9 .-]{6,20})?$/

/** F8: sets the recording aside with its reason, and with how and when to call the person back. */
export function ParkDialog({ onClose, onParked }: { onClose: () => void; onParked: () => void }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const [reason, setReason] = useState('')
  const [phone, setPhone] = useState(draft.biodata.telepon ?? '')
  const [day, setDay] = useState('')
  const [tried, setTried] = useState(false)
  const park = useAct({ ...orpc.enrolment.park.mutationOptions(), onSuccess: take })
  const callOn = day.trim() === '' ? null : parseDay(day)
  const isDay = day.trim() === '' || callOn !== null
  const isPhone = PHONE.test(phone.trim())
  const save = () => {
    setTried(true)
    if (!isReason(reason) || !isDay || !isPhone) return
    park.run({ id: draft.id, reason: reason.trim(), phone: phone.trim(), callOn }, onParked)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !park.pending },
      { key: 'F10', label: t('enrolment.park'), run: save, enabled: !park.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.parking.title')}>
      <form
        className={form.column}
        onKeyDown={enterNext(save)}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <p className={form.quiet}>{t('enrolment.parking.text')}</p>
        <ReasonField
          autoFocus
          label={t('enrolment.capture.reason')}
          value={reason}
          onChange={setReason}
          error={tried && !isReason(reason) ? t('enrolment.parking.reasonMissing') : undefined}
          reasons={(['tired', 'labour', 'papers', 'device'] as const).map((key) =>
            t(`enrolment.parking.reasons.${key}`),
          )}
        />
        <TextInput
          label={t('enrolment.fields.telepon')}
          value={phone}
          maxLength={20}
          inputMode="tel"
          error={tried && !isPhone ? t('enrolment.parking.phoneWrong') : undefined}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <TextInput
          label={t('enrolment.parking.callOn')}
          placeholder={t('enrolment.biodata.dayPlaceholder')}
          value={day}
          maxLength={10}
          inputMode="numeric"
          error={tried && !isDay ? t('enrolment.parking.dayWrong') : undefined}
          onChange={(event) => setDay(typeDay(day, event.currentTarget.value))}
        />
        <RefusalPanel error={park.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={park.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={park.pending}>
            {t('enrolment.park')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
