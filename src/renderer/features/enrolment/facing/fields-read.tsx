import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { ShownValue } from '../biodata/shown-value.tsx'
import type { ShownField } from '../biodata/shown-fields.ts'
import classes from './facing.module.css'

/** Fields in large type. */
export function Fields({ fields }: { fields: readonly ShownField[] }) {
  const { t } = useTranslation()
  return (
    <dl className={classes.fields}>
      {fields.map((field) => (
        <Fragment key={field.name}>
          <dt>{t(`enrolment.fields.${field.name}`)}</dt>
          <dd>
            <ShownValue field={field} />
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}
