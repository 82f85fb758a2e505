import { Autocomplete } from '@mantine/core'
import type { ReactNode, Ref } from 'react'

interface ReasonFieldProps {
  readonly label: ReactNode
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (reason: string) => void
  /** The usual reasons; another may be typed. */
  readonly reasons: readonly string[]
  readonly error?: string | undefined
  readonly autoFocus?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/** Why something is done against the rule: one of the usual reasons, or typed. */
export function ReasonField({
  label,
  placeholder,
  value,
  onChange,
  reasons,
  error,
  autoFocus,
  ref,
}: ReasonFieldProps) {
  return (
    <Autocomplete
      ref={ref ?? null}
      label={label}
      placeholder={placeholder ?? ''}
      data={[...reasons]}
      value={value}
      error={error}
      maxLength={200}
      onChange={onChange}
      // The dialog's focus trap looks for the mark; a field that comes later, after something was asked for, takes the focus itself.
      autoFocus={autoFocus ?? false}
      data-autofocus={autoFocus ?? undefined}
      // A list without a line is not open: Escape is the dialog's.
      {...(reasons.length === 0 ? { dropdownOpened: false } : {})}
      comboboxProps={{ transitionProps: { duration: 0 }, shadow: 'md' }}
    />
  )
}

/** Three letters at least (contract); a reason of blanks is none. */
export function isReason(text: string): boolean {
  return text.trim().length >= 3
}
