import { useTranslation } from 'react-i18next'
import type { RecordingRow } from '../../../../contract/enrolment.ts'
import { StatusWord } from '../../../ui/status-word.tsx'

/** What was done with a recording after sealing: cancelled, or kept here until somebody has said or finished something. */
export function MarkWord({ mark }: { mark: NonNullable<RecordingRow['mark']> }) {
  const { t } = useTranslation()
  return (
    <StatusWord
      quiet
      meaning={mark === 'cancelled' ? 'bahaya' : 'menunggu'}
      word={t(`enrolment.list.marks.${mark}`)}
    />
  )
}
