import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { BiodataDraft } from '../../../../contract/biodata.ts'
import { useShownBiodata } from '../biodata/shown-biodata.ts'
import { ShownValue } from '../biodata/shown-value.tsx'
import classes from './review.module.css'

/** Biodata in words instead of codes, dense, in the order of the form. */
export function BiodataSummary({ biodata }: { biodata: BiodataDraft }) {
  const { t } = useTranslation()
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('enrolment.steps.biodata')}>
      <dl className={classes.facts}>
        {useShownBiodata(biodata).map((field) => (
          <Fragment key={field.name}>
            <dt>{t(`enrolment.fields.${field.name}`)}</dt>
            <dd>
              <ShownValue field={field} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  )
}
