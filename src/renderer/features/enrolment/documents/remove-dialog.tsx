import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'

interface RemoveDialogProps {
  readonly name: string
  readonly onClose: () => void
  readonly onRemove: () => void
}

/** Asks before a paper goes: it would have to be scanned again. */
export function RemoveDialog({ name, onClose, onRemove }: RemoveDialogProps) {
  const { t } = useTranslation()
  useShortcuts(
    [
      { key: 'Escape', label: t('ui.back'), run: onClose },
      { key: 'F10', label: t('enrolment.documents.remove'), run: onRemove },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('enrolment.documents.removeTitle', { name })}>
      <div className={form.column}>
        <p className={form.quiet}>{t('enrolment.documents.removeText')}</p>
        <div className={form.foot}>
          <ActButton hint="Escape" autoFocus onClick={onClose}>
            {t('ui.back')}
          </ActButton>
          <ActButton variant="filled" hint="F10" onClick={onRemove}>
            {t('enrolment.documents.remove')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
