import { Select } from '@mantine/core'
import { type ReactNode, type Ref, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, searchChoices } from './choices.ts'

interface ChoiceFieldProps {
  readonly label: ReactNode
  readonly choices: readonly Choice[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: boolean
  readonly describedBy?: string
  readonly onFocus?: () => void
  readonly onBlur?: () => void
  readonly ref?: Ref<HTMLInputElement>
  readonly name?: string
}

/** A choice from an official list by the keyboard: letters narrow it, Enter takes the first. */
export function ChoiceField({ choices, value, onChange, error, describedBy, ...rest }: ChoiceFieldProps) {
  const { t } = useTranslation()
  const data = useMemo(() => choices.map(({ value: code, label }) => ({ value: code, label })), [choices])
  return (
    <Select
      searchable
      allowDeselect={false}
      withCheckIcon={false}
      // The list scrolls by itself: a scroll area inside it would be a region that no key reaches.
      withScrollArea={false}
      styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
      data={data}
      value={value === '' ? null : value}
      error={error ?? false}
      aria-describedby={describedBy}
      nothingFoundMessage={t('ui.nothingFound')}
      selectFirstOptionOnChange
      autoSelectOnBlur
      filter={({ search }) =>
        searchChoices(choices, search).map(({ value: code, label }) => ({ value: code, label }))
      }
      onChange={(code) => code !== null && onChange(code)}
      {...rest}
    />
  )
}
