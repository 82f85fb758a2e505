import { useTranslation } from 'react-i18next'
import type { AlikeChoice as Decided } from '../../../../contract/enrolment.ts'
import { enterNext } from '../../../ui/enter-next.ts'
import { isReason, ReasonField } from '../../../ui/reason-field.tsx'
import { Segments } from '../../../ui/segments.tsx'
import classes from './alike.module.css'

export type Choice = Decided['choice']

interface AlikeChoiceProps {
  readonly choice: Choice | null
  readonly reason: string
  /** Whether the operator wanted to go on: what is missing is said then. */
  readonly tried: boolean
  readonly onChoice: (choice: Choice) => void
  readonly onReason: (reason: string) => void
  readonly onLast: () => void
}

const REASONS = { 'other-person': ['twin', 'relative', 'namesake'], 'same-person': ['face', 'says'] } as const

/** Another person or the same, and how the operator knows. */
export function AlikeChoice({ choice, reason, tried, onChoice, onReason, onLast }: AlikeChoiceProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.choice} onKeyDown={enterNext(onLast)}>
      <Segments
        focused
        label={t('enrolment.alike.who')}
        choices={(['other-person', 'same-person'] as const).map((value) => ({
          value,
          label: t(`enrolment.alike.choices.${value}`),
        }))}
        value={choice}
        onChange={onChoice}
      />
      <ReasonField
        label={t('enrolment.alike.reason')}
        value={reason}
        onChange={onReason}
        reasons={choice === null ? [] : REASONS[choice].map((key) => t(`enrolment.alike.reasons.${key}`))}
        error={tried && choice !== null && !isReason(reason) ? t('enrolment.alike.reasonMissing') : undefined}
      />
      {tried && choice === null ? (
        <p className={classes.missing} role="alert">
          {t('enrolment.alike.choiceMissing')}
        </p>
      ) : null}
    </div>
  )
}
