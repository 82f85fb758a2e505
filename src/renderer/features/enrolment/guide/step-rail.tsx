import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDraft } from './draft-context.tsx'
import classes from './guide.module.css'
import { stepState, stepsOf } from './steps.ts'
import { useExceptionPhoto } from './use-exception-photo.ts'

/** The steps of the SOP, each with its state in words; any of them can be opened. */
export function StepRail() {
  const { t } = useTranslation()
  const { draft, goTo } = useDraft()
  const { asked } = useExceptionPhoto()
  return (
    <nav className={classes.steps} aria-label={t('enrolment.stepsTitle')}>
      {stepsOf(draft).map((step, index) => {
        const { state, done, all } = stepState(draft, step, asked)
        const counts = state === 'partial' && step !== 'biodata'
        return (
          <button
            key={step}
            type="button"
            className={classes.step}
            aria-current={draft.step === step ? 'step' : undefined}
            onClick={() => goTo(step)}
          >
            <span className={classes.mark} data-state={state}>
              {state === 'done' ? <IconCheck size={16} aria-hidden /> : index + 1}
            </span>
            <strong>{t(`enrolment.steps.${step}`)}</strong>
            <small>
              {counts ? t('ui.progress', { done, total: all }) : t(`enrolment.states.${step}.${state}`)}
            </small>
          </button>
        )
      })}
    </nav>
  )
}
