import { TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { formatDay, typeDay } from '../../../ui/day.ts'
import { useDraft } from '../guide/draft-context.tsx'
import { groupNik } from '../start/nik-typing.ts'
import { toStored, whenLeft } from './as-typed.ts'
import { storedBirth } from './birth.ts'
import classes from './biodata.module.css'
import { FieldLabel } from './field-label.tsx'
import type { FieldState } from './field-saver.ts'
import { choicesOf, type FormField } from './fields.ts'
import type { FormValues } from './form-values.ts'
import { RegionField } from '../region/region-field.tsx'

interface BiodataInputProps {
  readonly field: FormField
  readonly state: FieldState | undefined
  readonly problem: string | null
  readonly warning: string | null
  readonly onFocus: () => void
  readonly onLeave: () => void
}

/** One field: every letter is on its way to the disk, and the label says when it has arrived. */
export function BiodataInput({ field, state, problem, warning, onFocus, onLeave }: BiodataInputProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { saver } = useDraft()
  const { control, setFocus } = useFormContext<FormValues>()
  const { field: bound } = useController({ control, name: field.name })
  const birth = field.name === 'tanggalLahir' ? storedBirth(bound.value) : null
  const label = (
    <FieldLabel
      name={field.name}
      state={state}
      problem={problem}
      warning={warning}
      note={birth && t('enrolment.biodata.standsFor', { day: formatDay(birth.tanggalLahir) })}
    />
  )
  const choices = useMemo(
    () => (field.kind === 'choice' ? choicesOf(field.list, language) : []),
    [field, language],
  )

  const change = (text: string, now = false) => {
    bound.onChange(text)
    const typed = field.name === 'tanggalLahir' ? storedBirth(text) : null
    saver.change(field.name, typed?.tanggalLahir ?? toStored(field, text))
    if (field.name === 'tanggalLahir') saver.change('lahirDiketahui', typed?.lahirDiketahui ?? '')
    if (now) void saver.flush()
  }
  const leave = () => {
    const text = whenLeft(field, bound.value)
    if (text !== bound.value) change(text)
    void saver.flush()
    bound.onBlur()
    onLeave()
  }
  const isBirth = field.name === 'tanggalLahir'
  const day = t(isBirth ? 'enrolment.biodata.birthPlaceholder' : 'enrolment.biodata.dayPlaceholder')
  const placeholder = field.kind === 'day' ? day : ''
  const shared = { label, onFocus, onBlur: leave, error: problem !== null, ref: bound.ref, name: field.name }
  return (
    <div className={classes.field} data-span={field.span}>
      {field.kind === 'choice' ? (
        <ChoiceField
          {...shared}
          choices={choices}
          value={bound.value}
          onChange={(code) => change(code, true)}
        />
      ) : field.kind === 'village' ? (
        <RegionField
          level="village"
          {...shared}
          value={bound.value}
          onChange={(code) => change(code, true)}
          onTaken={() => setFocus('telepon')}
        />
      ) : (
        <TextInput
          {...shared}
          classNames={{ input: classes.input ?? '' }}
          data-capitals={field.kind === 'capitals' || undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          readOnly={field.name === 'nik'}
          inputMode={
            field.kind === 'digits' || field.kind === 'nik' || field.kind === 'day' ? 'numeric' : 'text'
          }
          placeholder={placeholder}
          value={bound.value}
          onChange={({ currentTarget: { value } }) => {
            if (field.kind === 'day') change(typeDay(bound.value, value))
            else if (field.kind === 'nik') change(groupNik(value, value.length).text)
            else change(value)
          }}
        />
      )}
    </div>
  )
}
