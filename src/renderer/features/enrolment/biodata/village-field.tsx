import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { villageWords } from './village-words.ts'

interface VillageFieldProps {
  readonly label: ReactNode
  /** Region code of a village, `52.72.01.1001`, or empty. */
  readonly value: string
  readonly onChange: (code: string) => void
  readonly error: boolean
  readonly onFocus: () => void
  readonly onBlur: () => void
  readonly ref: Ref<HTMLInputElement>
  readonly name: string
}

/** The village by the words of its name: those of the station's own region first, then the whole country. */
export function VillageField({ value, onChange, ...rest }: VillageFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const asked = useDebounced(text.trim(), 120)
  const chosen = useQuery(
    orpc.resident.region.queryOptions({ input: { code: value }, enabled: value !== '' }),
  )
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const words = chosen.data ? villageWords(chosen.data) : ''
  const search = asked === words ? '' : asked
  const within = station.data?.region
  const near = useQuery(
    orpc.resident.searchRegions.queryOptions({
      input: { text: search, level: 'village', within, limit: 20 },
      enabled: within !== undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const far = useQuery(
    orpc.resident.searchRegions.queryOptions({
      input: { text: search, level: 'village', limit: 20 },
      enabled: search.length >= 3,
      placeholderData: keepPreviousData,
    }),
  )
  const found = new Map<string, string>()
  if (chosen.data) found.set(chosen.data.code, words)
  for (const region of [...(near.data ?? []), ...(search.length >= 3 ? (far.data ?? []) : [])]) {
    found.set(region.code, villageWords(region))
  }
  return (
    <Select
      searchable
      allowDeselect={false}
      withCheckIcon={false}
      selectFirstOptionOnChange
      autoSelectOnBlur
      maxDropdownHeight={240}
      data={[...found].map(([code, label]) => ({ value: code, label }))}
      value={value === '' ? null : value}
      filter={({ options }) => options}
      nothingFoundMessage={t('ui.nothingFound')}
      onSearchChange={setText}
      onChange={(code) => code !== null && onChange(code)}
      {...rest}
    />
  )
}
