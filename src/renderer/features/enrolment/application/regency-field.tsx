import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { useRegencyWords } from './use-regency-words.ts'

interface RegencyFieldProps {
  readonly label: string
  /** Region code of a kabupaten or kota, `52.71`, or empty. */
  readonly value: string
  readonly error: boolean
  readonly onChange: (code: string) => void
}

/** A kabupaten or kota by letters of its name; Enter takes the first that was found. */
export function RegencyField({ label, value, error, onChange }: RegencyFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const asked = useDebounced(text.trim(), 80)
  const found = useQuery(
    orpc.resident.searchRegions.queryOptions({
      input: { text: asked, level: 'regency', limit: 30 },
      enabled: asked !== '',
      placeholderData: keepPreviousData,
    }),
  )
  const chosen = useRegencyWords(value)
  const list = (asked === '' ? [] : (found.data ?? []))
    .map(({ code, name, path }) => ({
      value: code,
      label: [name, ...path.filter((part) => part !== name).toReversed()].join(', '),
    }))
    .filter(({ value: code }) => code !== value)
  return (
    <Select
      searchable
      allowDeselect={false}
      withCheckIcon={false}
      selectFirstOptionOnChange
      label={label}
      data={[...(value === '' ? [] : [{ value, label: chosen }]), ...list]}
      value={value === '' ? null : value}
      error={error}
      nothingFoundMessage={text.trim() === '' ? null : t('ui.nothingFound')}
      // The core has searched; what it found is not filtered again.
      filter={({ options, search }) =>
        search.trim() === '' || search === chosen
          ? options
          : options.filter((option) => 'value' in option && option.value !== value)
      }
      onSearchChange={(search) => setText(search === chosen ? '' : search)}
      onChange={(code) => code !== null && onChange(code)}
    />
  )
}
