import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { UploadProgress } from '../../../contract/upload.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount, splitSeconds } from '../../ui/amount.ts'
import classes from './upload-page.module.css'

/** What goes over the line now: which packet, how much of it is there, how fast, and how long all of it will take. */
export function SendingNow({ progress }: { progress: UploadProgress }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { there, bytes, left, bytesPerSecond, secondsLeft, site } = progress
  const time = secondsLeft === null ? null : splitSeconds(secondsLeft)
  const title = t('upload.sendingNow', { site: site.toUpperCase(), left: formatCount(left, language) })
  return (
    <div className={classes.now} role="status">
      <strong>{title}</strong>
      <Progress value={bytes > 0 ? (100 * there) / bytes : 0} aria-label={title} />
      <span className={classes.when}>
        {[
          t('upload.sentOf', { there: formatBytes(there, language), bytes: formatBytes(bytes, language) }),
          bytesPerSecond > 0 ? t('ui.rate', { rate: formatBytes(bytesPerSecond, language) }) : null,
          time ? (time.minutes > 0 ? t('ui.minutesLeft', time) : t('ui.secondsLeft', time)) : null,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </div>
  )
}
