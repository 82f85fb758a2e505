import { useTranslation } from 'react-i18next'
import { BIODATA_SOURCES, COLLECTIONS, PURPOSES } from '../../../../contract/application.ts'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import form from '../../../ui/form.module.css'
import { RegionField } from '../region/region-field.tsx'
import type { TypedApplication } from './typed-application.ts'

interface ApplicationFieldsProps {
  readonly application: TypedApplication
  /** Shows what is missing. */
  readonly tried: boolean
  readonly onChange: (application: TypedApplication) => void
}

/** What the person came for; from outside the domicile also the home region, where the biodata comes from and where the card is collected. */
export function ApplicationFields({ application, tried, onChange }: ApplicationFieldsProps) {
  const { t } = useTranslation()
  const { purpose, home, source, collection } = application
  const change = (next: Partial<TypedApplication>) => onChange({ ...application, ...next })
  return (
    <>
      <ChoiceField
        label={t('enrolment.application.purpose')}
        choices={PURPOSES.map((value) => ({ value, label: t(`queue.purposes.${value}`) }))}
        value={purpose}
        onChange={(value) => change({ purpose: PURPOSES.find((known) => known === value) ?? 'new' })}
      />
      {purpose === 'outside' ? (
        <>
          <RegionField
            level="regency"
            label={t('enrolment.application.home')}
            value={home}
            error={tried && home === ''}
            onChange={(value) => change({ home: value })}
          />
          <div className={form.pair}>
            <ChoiceField
              label={t('enrolment.application.source')}
              choices={BIODATA_SOURCES.map((value) => ({
                value,
                label: t(`enrolment.application.sources.${value}`),
              }))}
              value={source}
              error={tried && source === ''}
              onChange={(value) => change({ source: BIODATA_SOURCES.find((known) => known === value) ?? '' })}
            />
            <ChoiceField
              label={t('enrolment.application.collection')}
              choices={COLLECTIONS.map((value) => ({
                value,
                label: t(`enrolment.application.collections.${value}`),
              }))}
              value={collection}
              error={tried && collection === ''}
              onChange={(value) => change({ collection: COLLECTIONS.find((known) => known === value) ?? '' })}
            />
          </div>
        </>
      ) : null}
    </>
  )
}
