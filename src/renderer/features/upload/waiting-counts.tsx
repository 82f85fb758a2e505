import { useTranslation } from 'react-i18next'
import type { UploadStatus } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './upload-page.module.css'

/** How many wait and since when, how many have a receipt. */
export function WaitingCounts({ status }: { status: UploadStatus }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const oldest = status.oldestWaiting
  return (
    <div className={classes.counts}>
      <div className={classes.count}>
        <span>{t('upload.waiting')}</span>
        <strong>{formatCount(status.waiting, language)}</strong>
        <span>
          {oldest
            ? t('upload.oldest', { at: instant(oldest) })
            : t(status.received > 0 ? 'upload.nothingWaits' : 'upload.nothingYet')}
        </span>
        {status.atPosts.oldest ? (
          <span>
            {t('upload.atPosts', {
              count: formatCount(status.atPosts.count, language),
              at: instant(status.atPosts.oldest),
            })}
          </span>
        ) : null}
        {status.held > 0 ? (
          <span>{t('upload.held', { count: formatCount(status.held, language) })}</span>
        ) : null}
      </div>
      <div className={classes.count}>
        <span>{t('upload.received')}</span>
        <strong>{formatCount(status.received, language)}</strong>
        <span>{t('upload.withReceipt')}</span>
      </div>
    </div>
  )
}
