import { type ReactNode, useId } from 'react'
import classes from './segments.module.css'

interface Segment<T extends string> {
  readonly value: T
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly disabled?: boolean
}

interface SegmentsProps<T extends string> {
  readonly label: string
  readonly choices: readonly Segment<T>[]
  readonly value: T | null
  readonly onChange: (value: T) => void
  /** One below the other, for long words. */
  readonly down?: boolean
  /** Where a dialog puts the focus when it opens. */
  readonly first?: boolean
  /** On a page: takes the focus when it appears. */
  readonly focused?: boolean
}

/** A choice between a few things that are all seen at once; arrows move it, as in every group of radio buttons. */
export function Segments<T extends string>({
  label,
  choices,
  value,
  onChange,
  down = false,
  first = false,
  focused = false,
}: SegmentsProps<T>) {
  const name = useId()
  return (
    <fieldset className={classes.set}>
      <legend>{label}</legend>
      <div className={classes.row} data-down={down || undefined}>
        {choices.map((choice, i) => (
          <label key={choice.value} className={classes.one}>
            <input
              type="radio"
              data-autofocus={(first && choice.value === value) || undefined}
              autoFocus={focused && (choice.value === value || (value === null && i === 0))}
              name={name}
              checked={choice.value === value}
              disabled={choice.disabled ?? false}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <strong>{choice.label}</strong>
              {choice.hint ? <small>{choice.hint}</small> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
