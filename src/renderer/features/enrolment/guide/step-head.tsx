import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../../contract/enrolment.ts'
import classes from './guide.module.css'

/** A step's name and the one sentence on what to do. */
export function StepHead({ step, text }: { step: Step; text: ReactNode }) {
  const { t } = useTranslation()
  return (
    <header className={classes.head}>
      <h1>{t(`enrolment.steps.${step}`)}</h1>
      <p>{text}</p>
    </header>
  )
}
