import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../contract/catalogue.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './exports.module.css'

/** What `export.receipts` answers. */
export interface Taken {
  readonly taken: number
  readonly known: number
  readonly cards: number
  readonly notices: number
  readonly profile: number | null
  readonly refusals: number
  readonly refused: readonly { readonly path: string; readonly code: string }[]
}

/** What a bag of receipts proved, and what of it was refused, each with its reason. */
export function ReceiptsResult({ result }: { result: Taken | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (result === null) return null
  const count = (number: number) => formatCount(number, language)
  return (
    <div className={classes.taken} role="status">
      <StatusWord
        meaning="aman"
        word={t('upload.receiptsDone', { taken: count(result.taken), known: count(result.known) })}
      />
      {result.cards > 0 ? <span>{t('upload.receiptsCards', { count: result.cards })}</span> : null}
      {result.notices > 0 ? <span>{t('upload.receiptsNotices', { count: result.notices })}</span> : null}
      {result.profile === null ? null : (
        <span>{t('upload.receiptsProfile', { serial: result.profile })}</span>
      )}
      {result.refusals > 0 ? (
        <StatusWord meaning="ganda" word={t('upload.receiptsTurned', { count: result.refusals })} />
      ) : null}
      {result.refused.length > 0 ? (
        <>
          <StatusWord meaning="bahaya" word={t('upload.receiptsRefused', { count: result.refused.length })} />
          <ul>
            {result.refused.map(({ path, code }) => (
              <li key={path}>
                {path}: {refusalOf(code, { path, why: code })[language].what} ({code})
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}
