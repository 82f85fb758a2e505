import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../ui/reason-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Puts packets that were refused one by one into the line again, on a supervisor's word and for a reason. */
export function ResendDialog({ recordings, onClose }: { recordings: string[]; onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const resend = useAct({
    ...orpc.upload.resend.mutationOptions(),
    onSuccess: (now) => queries.setQueryData(orpc.upload.status.queryKey({ input: {} }), now),
  })
  const ready = isReason(reason)
  const run = () => ready && resend.run({ recordings, reason: reason.trim() }, onClose)
  useShortcuts(
    [
      { key: 'Escape', label: t('upload.close'), run: onClose, enabled: !resend.pending },
      { key: 'F10', label: t('upload.resend'), run, enabled: ready && !resend.pending },
    ],
    'dialog',
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('upload.resendTitle')}
      size={560}
      withCloseButton={!resend.pending}
    >
      <div className={form.column}>
        <p className={form.quiet}>
          {t('upload.resendText', { number: formatCount(recordings.length, language) })}
        </p>
        <ReasonField
          autoFocus
          label={t('upload.resetReason')}
          value={reason}
          onChange={setReason}
          reasons={[
            t('upload.resendReasons.fixed'),
            t('upload.resendReasons.asked'),
            t('upload.resendReasons.restored'),
          ]}
        />
        <RefusalPanel error={resend.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={resend.pending} onClick={onClose}>
            {t('upload.close')}
          </ActButton>
          <ActButton variant="filled" hint="F10" disabled={!ready} pending={resend.pending} onClick={run}>
            {t('upload.resend')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
