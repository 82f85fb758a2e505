import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { useToday } from '../../../ui/use-now.ts'
import { useInstant } from '../../../ui/zone-context.tsx'
import { nikFeedback } from '../start/nik-feedback.ts'
import { NikNotices } from '../start/nik-notices.tsx'
import startClasses from '../start/start-page.module.css'

/**
 * What the NIK says that a recording is to have from now on. That another recording here has it is said and stops nothing: two numbers
 * that were exchanged are corrected one after the other.
 */
export function OtherNik({ recording, typed }: { recording: string; typed: string }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const feedback = nikFeedback(typed, useToday())
  const nik = feedback.state === 'complete' ? feedback.nik : null
  const known = useQuery(
    orpc.resident.checkNik.queryOptions({ input: { nik: nik ?? '' }, enabled: nik !== null, staleTime: 0 }),
  ).data
  if (nik === null) return null
  const others = (known?.recorded ?? []).filter(({ id }) => id !== recording)
  return (
    <>
      <NikNotices feedback={feedback} known={known} parked={known?.drafts[0]} />
      {others.length === 0 ? null : (
        <div role="alert">
          <ul className={startClasses.notices}>
            {others.map(({ id, at }) => (
              <li key={id}>
                <MeaningIcon meaning="ganda" />
                {t('enrolment.amend.nikTaken', { at: instant(at) })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
