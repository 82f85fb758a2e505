import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../../contract/enrolment.ts'
import { useCaptureWork } from './capture-work.ts'
import classes from './guide.module.css'

/** A step's name and the one sentence on what to do, or what is being done while a capture takes its time. */
export function StepHead({ step, text }: { step: Step; text: ReactNode }) {
  const { t } = useTranslation()
  const work = useCaptureWork()
  // What a scanner reads has its own words in the step.
  const doing = work === null || work === 'enrolment-capture' ? text : t(`work.${work}`)
  return (
    <header className={classes.head}>
      <h1>{t(`enrolment.steps.${step}`)}</h1>
      <p role={work === null ? undefined : 'status'}>{doing}</p>
      {work === null ? null : (
        <Progress
          className={classes.underWay}
          size={3}
          value={100}
          animated
          aria-label={work === 'enrolment-capture' ? t('enrolment.capture.reading') : t(`work.${work}`)}
        />
      )}
    </header>
  )
}
