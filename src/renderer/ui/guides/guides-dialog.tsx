import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../act-button.tsx'
import form from '../form.module.css'
import { useShortcuts } from '../keys/keys.tsx'
import { GuideReader } from './guide-reader.tsx'

/** The guides over a door: what was typed there stays. */
export function GuidesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  useShortcuts([{ key: 'Escape', label: t('ui.back'), run: onClose }], 'dialog')
  return (
    <Modal opened onClose={onClose} title={t('settings.guides.title')} size={1100}>
      <GuideReader first="passphrase" />
      <div className={form.foot}>
        <ActButton hint="Escape" onClick={onClose}>
          {t('ui.back')}
        </ActButton>
      </div>
    </Modal>
  )
}
