import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BiodataField } from '../../../../contract/biodata.ts'
import type { ShownField } from '../biodata/shown-fields.ts'
import { ShownValue } from '../biodata/shown-value.tsx'
import { BigButton } from './big-button.tsx'
import { facing } from './facing-client.ts'
import classes from './facing.module.css'

/** The resident presses what is wrong. */
export function WhichOne({ fields, onClose }: { fields: readonly ShownField[]; onClose: () => void }) {
  const { t } = useTranslation()
  const object = useMutation({
    mutationFn: (what: BiodataField) => facing.object({ what }),
    onSuccess: onClose,
  })
  return (
    <main className={classes.page}>
      <header>
        <h1>{t('facing.which')}</h1>
      </header>
      <div className={classes.choices}>
        {fields
          .filter(({ text }) => text !== '')
          .map((field) => (
            <button
              key={field.name}
              type="button"
              className={classes.choice}
              onClick={() => object.isPending || object.mutate(field.name)}
            >
              <span>{t(`enrolment.fields.${field.name}`)}</span>
              <strong>
                <ShownValue field={field} />
              </strong>
            </button>
          ))}
      </div>
      <footer>
        <BigButton primary onClick={onClose}>
          {t('facing.notWrong')}
        </BigButton>
      </footer>
    </main>
  )
}
