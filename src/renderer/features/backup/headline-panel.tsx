import { useTranslation } from 'react-i18next'
import type { BackupStatus } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './backup-page.module.css'
import { headline } from './disk-words.ts'

/** What the page comes to, in one sentence, and since when. */
export function HeadlinePanel({ status }: { status: BackupStatus }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const { meaning, word } = headline(status)
  const verified = status.lastVerifiedAt
  return (
    <div className={classes.headline} data-meaning={meaning} role="status">
      <MeaningIcon meaning={meaning} size={20} />
      <div>
        <strong>
          {t(`backup.headline.${word}`, {
            recordings: formatCount(status.recordings, language),
            onceOnly: formatCount(status.onceOnly, language),
          })}
        </strong>
        <span>
          {status.left > 0 ? `${t('backup.left', { left: formatCount(status.left, language) })} ` : ''}
          {status.oldestOnceOnly ? `${t('backup.oldest', { at: instant(status.oldestOnceOnly) })} ` : ''}
          {verified ? t('backup.lastVerified', { at: instant(verified) }) : t('backup.neverVerified')}{' '}
          {t('backup.dayClose', { at: status.dayClose.replace(':', '.') })}
        </span>
      </div>
    </div>
  )
}
