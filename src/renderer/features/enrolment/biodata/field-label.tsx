import { IconCheck, IconLoader2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { BiodataField } from '../../../../contract/biodata.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import classes from './biodata.module.css'
import type { FieldState } from './field-saver.ts'

interface FieldLabelProps {
  readonly name: BiodataField
  readonly state: FieldState | undefined
  readonly problem: string | null
  readonly warning: string | null
  /** What else is to be said, in the place of a warning. */
  readonly note?: string | null
}

/** A field's name, and beside it how it stands: saved, being saved, wrong, or worth a look. */
export function FieldLabel({ name, state, problem, warning, note = null }: FieldLabelProps) {
  const { t } = useTranslation()
  const said = problem ?? note ?? warning
  return (
    <span className={classes.label}>
      <span className={classes.name}>{t(`enrolment.fields.${name}`)}</span>
      {said === null ? null : (
        <span className={classes.note} data-kind={problem === null ? 'warning' : 'problem'} title={said}>
          <MeaningIcon meaning={problem === null ? 'menunggu' : 'bahaya'} size={14} />
          <span>{said}</span>
        </span>
      )}
      {said === null && state === 'saved' ? (
        <span className={classes.saved}>
          <IconCheck size={14} aria-hidden />
          {t('enrolment.biodata.saved')}
        </span>
      ) : null}
      {state === 'saving' ? <IconLoader2 size={14} aria-label={t('enrolment.biodata.saving')} /> : null}
      {state === 'failed' ? <MeaningIcon meaning="bahaya" size={14} /> : null}
    </span>
  )
}
