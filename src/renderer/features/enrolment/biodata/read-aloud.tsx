import { IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BiodataDraft, BiodataField } from '../../../../contract/biodata.ts'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import classes from './biodata.module.css'
import { useShownBiodata } from './shown-biodata.ts'
import { ShownValue } from './shown-value.tsx'

interface ReadAloudProps {
  readonly values: BiodataDraft
  /** The field at which the reading stands: where the form is to be opened when it is wrong. */
  readonly onField: (field: BiodataField) => void
}

/**
 * What the operator reads aloud to the resident, in words instead of codes, before anything is captured. Enter says that a field is right
 * and goes to the next; what was corrected since the first reading shows its old value.
 */
export function ReadAloud({ values, onField }: ReadAloudProps) {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const { id, called } = draft
  const take = useTakeDraft()
  const list = useRef<HTMLUListElement>(null)
  const shown = useShownBiodata(values).filter(({ text }) => text !== '')
  const first = new Map(useShownBiodata(called ?? values).map(({ name, text }) => [name, text]))
  const { run: begin, error: refused } = useAct({
    ...orpc.enrolment.beginReading.mutationOptions(),
    onSuccess: take,
  })
  // One after the other: a field that is confirmed while the one before is still being kept is not lost.
  const confirm = useMutation({
    ...orpc.enrolment.confirmField.mutationOptions(),
    onSuccess: take,
    scope: { id: `confirm-${id}` },
  })
  useEffect(() => begin({ id }), [begin, id])
  const rows = () => [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])]
  const toggle = (field: BiodataField) => {
    const confirmed = !draft.confirmedFields.includes(field)
    confirm.mutate({ id, field, confirmed })
    const all = rows()
    if (confirmed) all[all.findIndex((row) => row.name === field) + 1]?.focus()
  }
  const start = shown.find(({ name }) => !draft.confirmedFields.includes(name))?.name
  return (
    <>
      <RefusalPanel error={refused ?? confirm.error} />
      <ul ref={list} className={classes.aloud}>
        {shown.map((field) => {
          const { name, text } = field
          const isRight = draft.confirmedFields.includes(name)
          const old = first.get(name) ?? ''
          return (
            <li key={name}>
              <button
                type="button"
                name={name}
                aria-pressed={isRight}
                autoFocus={name === start}
                onFocus={() => onField(name)}
                onClick={() => toggle(name)}
                onKeyDown={(event) => {
                  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
                  if (by === 0) return
                  event.preventDefault()
                  const all = rows()
                  all[all.indexOf(event.currentTarget) + by]?.focus()
                }}
              >
                <small>{t(`enrolment.fields.${name}`)}</small>
                <strong data-name={name === 'nama' || undefined}>
                  <ShownValue field={field} />
                </strong>
                {old === text ? null : (
                  <small data-old>
                    {old === ''
                      ? t('enrolment.biodata.correctedFromNothing')
                      : t('enrolment.biodata.correctedFrom', { old })}
                  </small>
                )}
                {isRight ? (
                  <span className={classes.right}>
                    <IconCheck size={16} aria-hidden />
                    {t('enrolment.biodata.fieldRight')}
                  </span>
                ) : null}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
