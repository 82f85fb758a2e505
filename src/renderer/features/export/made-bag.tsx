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

interface MadeBagProps {
  readonly bag: Bag
  /** Goes on with the next part, where not everything fitted. */
  readonly onNext: () => void
  readonly onClose: () => void
}

/** The bag is whole: where it lies, the letter that goes with it, and what has to follow on the next medium. */
export function MadeBag({ bag, onNext, onClose }: MadeBagProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const further = bag.more > 0
  const nextWord = t('bag.nextPart', { part: bag.part + 1 })
  useShortcuts(
    [
      { key: 'Escape', label: t('upload.close'), run: onClose },
      { key: 'F10', label: nextWord, run: onNext, enabled: further },
    ],
    'dialog',
  )
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
        {further ? (
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
          {further ? null : <span />}
          <ActButton
            variant={further ? 'default' : 'filled'}
            hint="Escape"
            data-autofocus={further ? undefined : true}
            onClick={onClose}
          >
            {t('upload.close')}
          </ActButton>
          {further ? (
            <ActButton variant="filled" hint="F10" data-autofocus onClick={onNext}>
              {nextWord}
            </ActButton>
          ) : null}
        </div>
      </div>
    </Modal>
  )
}
