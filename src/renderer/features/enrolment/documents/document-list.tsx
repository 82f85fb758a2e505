import { useTranslation } from 'react-i18next'
import type { RecordedDocument } from '../../../../contract/enrolment.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { formatBytes } from '../../../ui/amount.ts'
import classes from './documents.module.css'

interface DocumentListProps {
  readonly list: readonly RecordedDocument[]
  readonly shown: RecordedDocument | null
  readonly onShow: (id: string) => void
}

/** The papers so far, in the order in which they came. */
export function DocumentList({ list, shown, onShow }: DocumentListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <ul className={classes.list} aria-label={t('enrolment.steps.documents')}>
      {list.map(({ id, kind, pages, bytes, media, url }) => (
        <li key={id}>
          <button
            type="button"
            className={classes.item}
            aria-current={id === shown?.id ? 'true' : undefined}
            onClick={() => onShow(id)}
          >
            {media === 'application/pdf' ? (
              <span className={classes.pdf}>PDF</span>
            ) : (
              <img src={url} alt="" />
            )}
            <span>
              <strong>{t(`enrolment.documents.kinds.${kind}`)}</strong>
              <small>
                {t('enrolment.documents.pages', { pages })} · {formatBytes(bytes, language)}
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
