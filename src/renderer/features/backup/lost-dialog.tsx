import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disk, DiskLoss } from '../../../contract/backup.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { parseDay, typeDay } from '../../ui/day.ts'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { LossResult } from './loss-result.tsx'

interface LostDialogProps {
  readonly disk: Disk
  readonly onClose: () => void
}

/** Reports a disk lost, then says what that cost. */
export function LostDialog({ disk, onClose }: LostDialogProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [noticed, setNoticed] = useState('')
  const [circumstances, setCircumstances] = useState('')
  const [tried, setTried] = useState(false)
  const [loss, setLoss] = useState<DiskLoss | null>(null)
  const report = useAct({
    ...orpc.backup.reportLost.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.backup.key() }),
  })
  const noticedOn = parseDay(noticed)
  const submit = () => {
    setTried(true)
    if (noticedOn === null || !isReason(circumstances)) return
    report.run({ disk: disk.id, noticedOn, circumstances: circumstances.trim() }, setLoss)
  }
  useShortcuts(
    [
      {
        key: 'Escape',
        label: t(loss ? 'backup.dismiss' : 'backup.cancel'),
        run: onClose,
        enabled: !report.pending,
      },
      { key: 'F10', label: t('backup.reportLost'), run: submit, enabled: !report.pending && loss === null },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('backup.lostTitle', { label: disk.label })} size={640}>
      {loss ? (
        <LossResult loss={loss} onClose={onClose} />
      ) : (
        <form
          className={form.column}
          onKeyDown={enterNext(submit)}
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <p className={form.quiet}>{t('backup.lostText')}</p>
          <TextInput
            data-autofocus
            label={t('backup.noticed')}
            description={t('backup.dayHint')}
            value={noticed}
            maxLength={10}
            error={tried && noticedOn === null ? t('backup.dayWrong') : undefined}
            onChange={(event) => setNoticed(typeDay(noticed, event.currentTarget.value))}
          />
          <ReasonField
            label={t('backup.circumstances')}
            reasons={[
              t('backup.lostReasons.stolen'),
              t('backup.lostReasons.missing'),
              t('backup.lostReasons.broken'),
            ]}
            value={circumstances}
            error={tried && !isReason(circumstances) ? t('backup.required') : undefined}
            onChange={setCircumstances}
          />
          <RefusalPanel error={report.error} />
          <div className={form.foot}>
            <ActButton hint="Escape" disabled={report.pending} onClick={onClose}>
              {t('backup.cancel')}
            </ActButton>
            <ActButton type="submit" variant="filled" hint="F10" pending={report.pending}>
              {t('backup.reportLost')}
            </ActButton>
          </div>
        </form>
      )}
    </Modal>
  )
}
