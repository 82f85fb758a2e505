import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DiskAlarm } from '../../../contract/backup.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

interface SettleDialogProps {
  readonly alarm: DiskAlarm
  readonly onClose: () => void
}

/** A supervisor says what an alarm was; it stands until then. */
export function SettleDialog({ alarm, onClose }: SettleDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const settle = useAct({
    ...orpc.backup.settleAlarm.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.backup.key() }),
  })
  const submit = () => {
    setTried(true)
    if (isReason(reason)) settle.run({ alarm: alarm.id, reason: reason.trim() }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('backup.cancel'), run: onClose, enabled: !settle.pending },
      { key: 'F10', label: t('backup.alarms.settle'), run: submit, enabled: !settle.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('backup.alarms.settleTitle', { label: alarm.label })} size={560}>
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className={form.quiet}>{t('backup.alarms.settleText')}</p>
        <ReasonField
          autoFocus
          label={t('backup.alarms.found')}
          reasons={[
            t('backup.alarms.reasons.erased'),
            t('backup.alarms.reasons.failing'),
            t('backup.alarms.reasons.malware'),
          ]}
          value={reason}
          error={tried && !isReason(reason) ? t('backup.required') : undefined}
          onChange={setReason}
        />
        <RefusalPanel error={settle.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={settle.pending} onClick={onClose}>
            {t('backup.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={settle.pending}>
            {t('backup.alarms.settle')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
