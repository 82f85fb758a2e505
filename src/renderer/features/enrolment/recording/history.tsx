import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../contract/enrolment.ts'
import { useInstant } from '../../../ui/zone-context.tsx'
import { actKey } from '../words/acts.ts'
import { foldHistory } from './custody-words.ts'
import classes from './recording.module.css'

/** What was done with the recording, by whom and when, newest first. */
export function History({ history }: { history: Recording['history'] }) {
  const { t } = useTranslation()
  const instant = useInstant()
  return (
    <section className={classes.section}>
      <h2>{t('enrolment.recording.history')}</h2>
      <ul className={classes.lines} tabIndex={0}>
        {foldHistory(history)
          .toReversed()
          .map(({ at, what, who, times }) => {
            const key = actKey(what)
            const word = key === null ? what : t(`enrolment.acts.${key}`)
            return (
              <li key={`${at} ${what} ${who}`}>
                <span>
                  {times > 1 ? t('enrolment.recording.times', { word, times }) : word} · {who}
                </span>
                <time>{instant(at)}</time>
              </li>
            )
          })}
      </ul>
    </section>
  )
}
