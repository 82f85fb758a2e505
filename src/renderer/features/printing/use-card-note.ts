import { useTranslation } from 'react-i18next'
import type { Card } from '../../../contract/printing.ts'

const CODES = [
  'CARD-BEFORE',
  'PRINT-UNREACHABLE',
  'PRINT-REFUSING',
  'PRINT-REJECTED',
  'UPLOAD-TLS',
  'UPLOAD-TLS-TIME',
  'UPLOAD-NO-RECEIPT',
  'PRINT-ELSEWHERE',
  'PRINT-BEHIND',
  'PRINT-HELD',
  'PRINT-DONE',
  'PRINT-NOT-READY',
  'PRINT-CONFLICT',
  'PRINT-FOREIGN',
] as const

/** A card's state in words, with what matters about it. */
export function useCardNote(): (card: Card) => string {
  const { t } = useTranslation()
  return ({ state, site, code, suket, takenBy }) => {
    if (state === 'claimed') return t(`printing.codes.${code === 'CARD-MADE' ? 'CARD-MADE' : 'CARD-ASKED'}`)
    const known = CODES.find((one) => one === code)
    const more =
      state === 'ordered' && known
        ? t(`printing.codes.${known}`)
        : state === 'granted' && site !== null
          ? t('printing.from', { site })
          : code === 'CARD-SHIPPED' && state === 'printed'
            ? t('printing.codes.CARD-SHIPPED')
            : state === 'printed' && suket !== null
              ? t('printing.suket', { number: suket })
              : state === 'issued' && takenBy !== null
                ? t('printing.takenBy', { name: takenBy })
                : ''
    if (more === '' || state === 'ordered') return more || t(`printing.states.${state}`)
    return `${t(`printing.states.${state}`)}: ${more}`
  }
}
