import { useTranslation } from 'react-i18next'
import classes from './steps.module.css'

const STEPS = ['places', 'keys', 'plan', 'done'] as const

/** Where in the guide a person is. */
export function Steps({ at }: { at: (typeof STEPS)[number] }) {
  const { t } = useTranslation()
  return (
    <ol className={classes.steps}>
      {STEPS.map((step) => (
        <li key={step} aria-current={step === at ? 'step' : undefined}>
          {t(`restore.steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
