import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../contract/enrolment.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { copiesWord } from '../words/copies.ts'
import { custodyLines } from './custody-words.ts'
import classes from './recording.module.css'

/** Where the recording lies, in words. */
export function Custody({ recording }: { recording: Recording }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const copies = copiesWord(recording.copies, recording.received)
  return (
    <section className={classes.section}>
      <h2>
        {t('enrolment.custody.title')}
        <StatusWord meaning={copies.meaning} word={t(copies.word, { n: recording.copies })} />
      </h2>
      <ul className={classes.lines}>
        {custodyLines(recording.custody).map(({ meaning, word, place, at }) => (
          <li key={`${word} ${place} ${at ?? ''}`}>
            <MeaningIcon meaning={meaning} />
            <span>{t(word, { place })}</span>
            {at === null ? null : <time>{instant(at)}</time>}
          </li>
        ))}
      </ul>
    </section>
  )
}
