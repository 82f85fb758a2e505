import { useTranslation } from 'react-i18next'
import type { BiodataDraft } from '../../../../contract/biodata.ts'
import classes from './biodata.module.css'
import { useShownBiodata } from './shown-biodata.ts'
import { ShownValue } from './shown-value.tsx'

/** What the operator reads aloud to the resident, in words instead of codes, before anything is captured. */
export function ReadAloud({ values }: { values: BiodataDraft }) {
  const { t } = useTranslation()
  const shown = useShownBiodata(values).filter(({ text }) => text !== '')
  return (
    <dl className={classes.aloud}>
      {shown.map((field) => (
        <div key={field.name}>
          <dt>{t(`enrolment.fields.${field.name}`)}</dt>
          <dd data-name={field.name === 'nama' || undefined}>
            <ShownValue field={field} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
