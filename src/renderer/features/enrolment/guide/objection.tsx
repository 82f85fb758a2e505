import { useTranslation } from 'react-i18next'
import type { FacingState } from '../../../../contract/facing.ts'
import { StatusWord } from '../../../ui/status-word.tsx'

/** What the resident pressed on their own screen as wrong. */
export function Objection({ what }: { what: NonNullable<FacingState['objection']> }) {
  const { t } = useTranslation()
  const word = what === 'photo' ? t('enrolment.steps.photo') : t(`enrolment.fields.${what}`)
  return (
    <div role="alert">
      <StatusWord meaning="ganda" word={t('facing.objects', { what: word })} />
    </div>
  )
}
