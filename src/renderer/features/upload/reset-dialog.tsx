import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FollowUp } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Sends all recordings of one status with one next step again, on a supervisor's word and for a reason. */
export function ResetDialog({
  group: { status, step, count },
  onClose,
}: {
  group: Pick<FollowUp, 'status'> & Pick<FollowUp['steps'][number], 'step' | 'count'>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const reset = useAct({
    ...orpc.upload.reset.mutationOptions(),
    onSuccess: (now) => queries.setQueryData(orpc.upload.status.queryKey({ input: {} }), now),
  })
  const ready = isReason(reason)
  const run = () => ready && reset.run({ status, step, reason: reason.trim() }, onClose)
  useShortcuts(
    [
      { key: 'Escape', label: t('upload.close'), run: onClose, enabled: !reset.pending },
      { key: 'F10', label: t('upload.reset'), run, enabled: ready && !reset.pending },
    ],
    'dialog',
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('upload.resetTitle')}
      size={560}
      withCloseButton={!reset.pending}
    >
      <div className={form.column}>
        <p className={form.quiet}>
          {t(step === 'complete' ? 'upload.resetSame' : 'upload.resetText', {
            number: formatCount(count, language),
          })}
        </p>
        <ReasonField
          autoFocus
          label={t('upload.resetReason')}
          value={reason}
          onChange={setReason}
          reasons={[
            t('upload.resetReasons.asked'),
            t('upload.resetReasons.failed'),
            t('upload.resetReasons.lost'),
          ]}
        />
        <RefusalPanel error={reset.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={reset.pending} onClick={onClose}>
            {t('upload.close')}
          </ActButton>
          <ActButton variant="filled" hint="F10" disabled={!ready} pending={reset.pending} onClick={run}>
            {t('upload.reset')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
