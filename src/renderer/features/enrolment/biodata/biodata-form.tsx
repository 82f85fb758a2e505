import { useEffect, useState, useSyncExternalStore } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { type BiodataField, completeBiodata } from '../../../../contract/biodata.ts'
import { BIODATA_BLOCKS, BIODATA_WARNINGS } from '../../../../contract/biodata-notices.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { enterNext } from '../../../ui/enter-next.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { isBlock, isWarning } from '../words/warnings.ts'
import { BiodataInput } from './biodata-input.tsx'
import classes from './biodata.module.css'
import { formFields } from './fields.ts'
import { firstField, type FormValues, readForm } from './form-values.ts'

interface BiodataFormProps {
  /** The field that was called wrong when it was read; null for the first that is not filled. */
  readonly focusOn: BiodataField | null
  /** Whether fields that are still empty are called missing: after the operator wanted to go on. */
  readonly showMissing: boolean
  readonly warnings: readonly { code: string; field?: string | undefined }[]
  /** Enter on the last field. */
  readonly onLast: () => void
}

/** All fields on one page; below them what is to be said of the field that has the focus. */
export function BiodataForm({ focusOn, showMissing, warnings, onLast }: BiodataFormProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { saver } = useDraft()
  const { control, setFocus, getValues } = useFormContext<FormValues>()
  useEffect(() => {
    // The next key stroke belongs to the first field that is not filled.
    const start = completeBiodata(readForm(getValues()))
    setFocus(start.ok ? (focusOn ?? 'kk') : (firstField(start.problems) ?? 'kk'))
  }, [setFocus, getValues, focusOn])
  const values = useWatch({ control }) as FormValues
  const saving = useSyncExternalStore(saver.subscribe, saver.state)
  const [touched, setTouched] = useState<ReadonlySet<BiodataField>>(new Set())
  const [at, setAt] = useState<BiodataField | null>(null)

  const fields = formFields(values)
  const complete = completeBiodata(readForm(values))
  const problems = new Map(complete.ok ? [] : complete.problems.map(({ field, code }) => [field, code]))
  const problemOf = (name: BiodataField): string | null => {
    const code = problems.get(name)
    if (code === undefined || !isBlock(code) || code === 'BIODATA-REQUIRED' || !touched.has(name)) return null
    return BIODATA_BLOCKS[code][language]
  }
  const warningOf = (name: BiodataField): string | null => {
    if (showMissing && problems.get(name) === 'BIODATA-REQUIRED') return t('enrolment.biodata.required')
    const said = warnings.filter(({ field }) => field === name).map(({ code }) => code)
    return said.length === 0
      ? null
      : said
          .filter(isWarning)
          .map((code) => BIODATA_WARNINGS[code][language])
          .join(' ')
  }
  const said = at === null ? null : (problemOf(at) ?? warningOf(at))
  const missing = showMissing ? problems.size : 0
  return (
    <>
      <div
        className={classes.form}
        data-foreign={fields.some(({ name }) => name === 'nomorItap') || undefined}
        onKeyDown={enterNext(onLast)}
      >
        {fields.map((field) => (
          <BiodataInput
            key={field.name}
            field={field}
            state={saving.fields[field.name]}
            problem={problemOf(field.name)}
            warning={warningOf(field.name)}
            onFocus={() => setAt(field.name)}
            onLeave={() => setTouched((before) => new Set(before).add(field.name))}
          />
        ))}
      </div>
      <p
        className={classes.said}
        data-kind={at !== null && problemOf(at) ? 'problem' : 'warning'}
        aria-live="polite"
      >
        {said === null ? null : (
          <>
            <MeaningIcon meaning={at !== null && problemOf(at) ? 'bahaya' : 'menunggu'} />
            {said}
          </>
        )}
        {said === null && missing > 0 ? (
          <>
            <MeaningIcon meaning="menunggu" />
            {t('enrolment.biodata.incomplete', { missing })}
          </>
        ) : null}
      </p>
    </>
  )
}
