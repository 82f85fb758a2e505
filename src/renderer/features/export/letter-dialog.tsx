import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { PaperButtons } from '../../ui/print/paper-buttons.tsx'
import { useAct } from '../../ui/use-act.ts'
import classes from './exports.module.css'

/** A bag's delivery letter as it is on paper, and where its file lies. */
export function LetterDialog({ bag, onClose }: { bag: Bag; onClose: () => void }) {
  const { t } = useTranslation()
  useShortcuts([{ key: 'Escape', label: t('upload.close'), run: onClose }], 'dialog')
  const save = useAct(orpc.export.saveLetter.mutationOptions())
  const print = useAct(orpc.export.printLetter.mutationOptions())
  const title = t('upload.letterOf', { seq: bag.seq })
  return (
    <Modal opened onClose={onClose} title={title} size={760}>
      <div className={form.column}>
        <div className={classes.letter}>
          <PdfPreview url={bag.letterUrl} label={title} />
        </div>
        <p className={form.quiet}>{t('upload.letterPlace', { folder: bag.folder })}</p>
        <div className={form.foot}>
          <ActButton hint="Escape" data-autofocus onClick={onClose}>
            {t('upload.close')}
          </ActButton>
          <PaperButtons
            of={{ bag: bag.id }}
            suggested={`Surat pengantar ${bag.seq}.pdf`}
            save={save}
            print={print}
          />
        </div>
      </div>
    </Modal>
  )
}
