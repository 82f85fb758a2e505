import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft } from './draft-context.tsx'

/** Gives a recording up before it is sealed, with the reason; the only way in which something entered goes away. */
export function DiscardButton() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="subtle" color="slate" onClick={() => setOpen(true)}>
        {t('enrolment.discard.open')}
      </Button>
      {open ? <DiscardDialog onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function DiscardDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const discard = useAct(orpc.enrolment.discard.mutationOptions())
  const discardNow = () => {
    if (!isReason(reason)) return
    discard.run({ id: draft.id, reason: reason.trim() }, () => {
      void queries.invalidateQueries({ queryKey: orpc.enrolment.drafts.key() })
      void navigate({ to: '/enrolment' })
    })
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose },
      { key: 'F10', label: t('enrolment.discard.go'), run: discardNow, enabled: isReason(reason) },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.discard.title')}>
      <div className={form.column}>
        <p className={form.quiet}>{t('enrolment.discard.text')}</p>
        <ReasonField
          label={t('enrolment.capture.reason')}
          value={reason}
          onChange={setReason}
          reasons={[t('enrolment.discard.wrong'), t('enrolment.discard.left'), t('enrolment.discard.young')]}
          autoFocus
        />
        <RefusalPanel error={discard.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton
            variant="filled"
            hint="F10"
            disabled={!isReason(reason)}
            pending={discard.pending}
            onClick={discardNow}
          >
            {t('enrolment.discard.go')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
