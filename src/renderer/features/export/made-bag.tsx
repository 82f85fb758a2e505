import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './exports.module.css'

/** The bag is whole: where it lies, and the letter that goes with it. */
export function MadeBag({ bag, onClose }: { bag: Bag; onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  useShortcuts([{ key: 'Escape', label: t('upload.close'), run: onClose }], 'dialog')
  return (
    <Modal opened onClose={onClose} title={t('upload.letterOf', { seq: bag.seq })} size={760}>
      <div className={form.column}>
        <div role="status">
          <StatusWord
            meaning="aman"
            word={
              bag.packets === 0
                ? t('upload.madeOrders', { seq: bag.seq, orders: formatCount(bag.orders, language) })
                : t('upload.made', { seq: bag.seq, packets: formatCount(bag.packets, language) })
            }
          />
        </div>
        {bag.more > 0 ? (
          <StatusWord
            meaning="menunggu"
            word={t('bag.moreToGo', { more: formatCount(bag.more, language), part: bag.part + 1 })}
          />
        ) : null}
        <p className={form.quiet}>{t('upload.madeIn', { folder: bag.folder })}</p>
        <div className={classes.letter}>
          <PdfPreview url={bag.letterUrl} label={t('upload.letterOf', { seq: bag.seq })} />
        </div>
        <div className={form.foot}>
          <span />
          <ActButton variant="filled" hint="Escape" data-autofocus onClick={onClose}>
            {t('upload.close')}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
