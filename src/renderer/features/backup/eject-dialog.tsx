import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Disk } from '../../../contract/backup.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'

interface EjectDialogProps {
  readonly label: string
  readonly unread: NonNullable<Disk['unread']>
  readonly onRead: () => void
  readonly onEject: () => void
  readonly onClose: () => void
}

/** A disk is about to be carried away that nobody has read for a month: read it first, or let it go all the same. */
export function EjectDialog({ label, unread, onRead, onEject, onClose }: EjectDialogProps) {
  const { t } = useTranslation()
  useShortcuts(
    [
      { key: 'Escape', label: t('backup.cancel'), run: onClose },
      { key: 'F8', label: t('backup.ejectNow'), run: onEject },
      { key: 'F10', label: t('backup.readFirst'), run: onRead },
    ],
    'dialog',
  )
  return (
    <Modal opened onClose={onClose} title={t('backup.ejectTitle', { label })} size={560}>
      <div className={form.column}>
        <p>{t('backup.ejectUnread', unread)}</p>
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t('backup.cancel')}
          </ActButton>
          <ActButton hint="F8" onClick={onEject}>
            {t('backup.ejectNow')}
          </ActButton>
          <ActButton data-autofocus variant="filled" hint="F10" onClick={onRead}>
            {t('backup.readFirst')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
