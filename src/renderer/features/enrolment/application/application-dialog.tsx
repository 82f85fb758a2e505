import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { ApplicationFields } from './application-fields.tsx'
import { typedApplication, wholeApplication } from './typed-application.ts'

/** What the person came for after all; the packet says it. */
export function ApplicationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const take = useTakeDraft()
  const [typed, setTyped] = useState(() => typedApplication(draft.application))
  const [tried, setTried] = useState(false)
  const act = useAct({ ...orpc.enrolment.setApplication.mutationOptions(), onSuccess: take })
  const save = () => {
    setTried(true)
    const application = wholeApplication(typed)
    if (application) act.run({ id: draft.id, application }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose, enabled: !act.pending },
      { key: 'F10', label: t('enrolment.application.note'), run: save, enabled: !act.pending },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.application.title')} size={640}>
      <div className={form.column}>
        <ApplicationFields application={typed} tried={tried} onChange={setTyped} />
        <RefusalPanel error={act.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={act.pending} onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton variant="filled" hint="F10" pending={act.pending} onClick={save}>
            {t('enrolment.application.note')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
