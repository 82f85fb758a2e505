import { IconCake, IconMapPin } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { BIODATA_WARNINGS } from '../../../../contract/biodata-notices.ts'
import { JENIS_KELAMIN } from '../../../../contract/codes.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { formatDay } from '../../../ui/day.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { useInstant } from '../../../ui/zone-context.tsx'
import { isWarning } from '../words/warnings.ts'
import type { NikFeedback } from './nik-feedback.ts'
import classes from './start-page.module.css'

interface NikNoticesProps {
  readonly feedback: NikFeedback
  readonly known: { region: string | null; warnings: readonly string[] } | undefined
  readonly parked: { at: string } | undefined
}

/** What a complete NIK says, to compare with the papers; warnings are said and stop nothing. */
export function NikNotices({ feedback, known, parked }: NikNoticesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  if (feedback.state !== 'complete') return null
  return (
    <ul className={classes.notices}>
      <li>
        <IconCake size={16} aria-hidden />
        {t('enrolment.start.born', {
          sex: JENIS_KELAMIN.title(feedback.sex, language),
          born: feedback.born.map(formatDay).join(t('enrolment.start.or')) || '–',
        })}
      </li>
      <li>
        <IconMapPin size={16} aria-hidden />
        {known?.region ?? t(known ? 'enrolment.start.regionUnknown' : 'ui.loading')}
      </li>
      {(known?.warnings ?? []).filter(isWarning).map((code) => (
        <li key={code}>
          <MeaningIcon meaning="menunggu" />
          {BIODATA_WARNINGS[code][language]}
        </li>
      ))}
      {parked ? (
        <li>
          <MeaningIcon meaning="menunggu" />
          {t('enrolment.start.parked', { at: instant(parked.at) })}
        </li>
      ) : null}
    </ul>
  )
}
