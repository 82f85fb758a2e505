import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Biodata, BiodataField } from '../../../../contract/biodata.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { typeDay } from '../../../ui/day.ts'
import { choicesOf } from '../biodata/fields.ts'
import { useShownBiodata } from '../biodata/shown-biodata.ts'
import { ShownValue } from '../biodata/shown-value.tsx'
import { RegionField } from '../region/region-field.tsx'
import classes from './amend.module.css'
import { ALL_FIELDS, formField, type Typed } from './corrected.ts'

interface CorrectRowProps {
  readonly biodata: Biodata
  readonly row: Typed
  /** Where the dialog puts the focus when it opens. */
  readonly first: boolean
  /** Fields of the other rows. */
  readonly taken: readonly BiodataField[]
  readonly onChange: (row: Typed) => void
}

/** One field of a correction: which, what it says now, what it should say. */
export function CorrectRow({ biodata, row, first, taken, onChange }: CorrectRowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const field = formField(row.field)
  const now = useShownBiodata(biodata).find(({ name }) => name === row.field)
  const label = t('enrolment.amend.new')
  const change = (text: string) => onChange({ field: row.field, text })
  return (
    <div className={classes.row}>
      <NativeSelect
        data-autofocus={first || undefined}
        label={t('enrolment.amend.field')}
        value={row.field}
        data={ALL_FIELDS.filter(({ name }) => !taken.includes(name)).map(({ name }) => ({
          value: name,
          label: t(`enrolment.fields.${name}`),
        }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ field: ALL_FIELDS.find(({ name }) => name === value)!.name, text: '' })
        }
      />
      <div className={classes.old}>
        <span>{t('enrolment.amend.old')}</span>
        <strong>{now ? <ShownValue field={now} /> : '–'}</strong>
      </div>
      {field.kind === 'choice' ? (
        <ChoiceField
          key={row.field}
          label={label}
          name={row.field}
          error={false}
          choices={choicesOf(field.list, language)}
          value={row.text}
          onChange={change}
          onFocus={() => {}}
          onBlur={() => {}}
          ref={null}
        />
      ) : field.kind === 'village' ? (
        <RegionField
          level="village"
          label={label}
          name={row.field}
          error={false}
          value={row.text}
          onChange={change}
          onFocus={() => {}}
          onBlur={() => {}}
          onTaken={() => {}}
          ref={null}
        />
      ) : (
        <TextInput
          label={label}
          name={row.field}
          value={row.text}
          maxLength={300}
          autoComplete="off"
          placeholder={t(
            field.kind === 'day' ? 'enrolment.biodata.dayPlaceholder' : 'enrolment.amend.emptyHint',
          )}
          onChange={({ currentTarget: { value } }) =>
            change(field.kind === 'day' ? typeDay(row.text, value) : value)
          }
        />
      )}
    </div>
  )
}
