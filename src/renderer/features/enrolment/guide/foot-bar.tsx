import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import classes from './guide.module.css'
import type { StepActions } from './step-keys.tsx'

interface FootBarProps {
  readonly actions: StepActions | null
  readonly onBack: () => void
  readonly onPark: () => void
  readonly onNext: () => void
}

/** `Kembali (Esc)` · `Titip (F8)` · `Lanjut (F10)`: the same three keys on every step. */
export function FootBar({ actions, onBack, onPark, onNext }: FootBarProps) {
  const { t } = useTranslation()
  return (
    <footer className={classes.foot}>
      <ActButton hint="Escape" onClick={onBack}>
        {t('ui.back')}
      </ActButton>
      <ActButton hint="F8" onClick={onPark}>
        {t('enrolment.park')}
      </ActButton>
      <span className={classes.spring} />
      <ActButton
        variant="filled"
        hint="F10"
        miw={160}
        disabled={actions?.nextEnabled === false}
        pending={actions?.pending ?? false}
        onClick={onNext}
      >
        {actions?.nextLabel ?? t('enrolment.next')}
      </ActButton>
    </footer>
  )
}
