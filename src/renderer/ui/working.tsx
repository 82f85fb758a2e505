import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Progress as Work } from '../../contract/base.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { formatBytes, formatCount, splitSeconds } from './amount.ts'
import classes from './states.module.css'

/** Work under way: what, how much of how much, how fast, how long still; with a way out where that is safe. */
export function Working({ title, work, cancel }: { title: string; work: Work | null; cancel?: ReactNode }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const known = work !== null && work.total > 0
  // Where it is bytes that are counted, nobody reads nine digits.
  const amount = work?.bytes !== undefined && work.bytes === work.done ? formatBytes : formatCount
  const left = work?.secondsLeft === undefined ? null : splitSeconds(work.secondsLeft)
  return (
    <div className={classes.working} role="status">
      <div className={classes.workingLine}>
        <strong>{title}</strong>
        {cancel}
      </div>
      <Progress value={known ? (100 * work.done) / work.total : 100} animated={!known} aria-label={title} />
      <div className={classes.workingLine}>
        <span>
          {known
            ? t('ui.progress', {
                done: amount(work.done, language),
                total: amount(work.total, language),
              })
            : t('ui.working')}
        </span>
        {work?.bytesPerSecond === undefined ? null : (
          <span>{t('ui.rate', { rate: formatBytes(work.bytesPerSecond, language) })}</span>
        )}
        {left ? (
          <span>{left.minutes > 0 ? t('ui.minutesLeft', left) : t('ui.secondsLeft', left)}</span>
        ) : null}
      </div>
    </div>
  )
}
