import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../../ui/keys/key-hint.tsx'
import { useShortcutList, useShortcuts } from '../../ui/keys/keys.tsx'
import classes from './shortcuts-dialog.module.css'

/** F1: every key that works on the page that was open when it was pressed. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const list = useShortcutList()
  // Read once, before this dialog's own keys lie over the page's.
  const [shortcuts] = useState(list)
  useShortcuts([{ key: 'F1', also: 'Escape', label: t('keys.close'), run: onClose }], 'dialog')
  return (
    <Modal opened onClose={onClose} title={t('keys.title')} size="md">
      <dl className={classes.keys} tabIndex={-1} data-autofocus>
        {shortcuts.map(({ key, also, label, enabled }) => (
          <div key={key} className={classes.row} data-off={enabled === false || undefined}>
            <dt>
              <KeyHint name={key} /> {also ? <KeyHint name={also} /> : null}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div className={classes.row}>
          <dt>
            <KeyHint name="Tab" /> <KeyHint name="Enter" />
          </dt>
          <dd>{t('keys.next')}</dd>
        </div>
      </dl>
    </Modal>
  )
}
