import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../../contract/outage.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './outage.module.css'

/** A notice as it was brought here: the PDF, or its text. */
export function NoticeDialog({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const { t } = useTranslation()
  const instant = useInstant()
  useShortcuts([{ key: 'Escape', label: t('upload.close'), run: onClose }], 'dialog')
  return (
    <Modal opened onClose={onClose} title={notice.title} size={760}>
      <div className={form.column}>
        <div className={classes.paper}>
          {notice.url === null ? (
            <p className={classes.text}>{notice.text}</p>
          ) : (
            <PdfPreview url={notice.url} label={notice.title} />
          )}
        </div>
        <p className={form.quiet}>{t('outage.from', { origin: notice.origin, at: instant(notice.at) })}</p>
        <div className={form.foot}>
          <ActButton hint="Escape" data-autofocus onClick={onClose}>
            {t('upload.close')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
