import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { useVillages } from './use-villages.ts'
import { villageWords } from './village-words.ts'

interface VillageFieldProps {
  readonly label: ReactNode
  /** Region code of a village, `52.72.01.1001`, or empty. */
  readonly value: string
  readonly onChange: (code: string) => void
  readonly error: boolean
  readonly onFocus: () => void
  readonly onBlur: () => void
  /** A village was taken after the stroke that asked for it: the focus may move on. */
  readonly onTaken: () => void
  readonly ref: Ref<HTMLInputElement>
  readonly name: string
}

/**
 * The village by letters of its name. Enter takes the first of the list; typed faster than the list comes, it waits for
 * it, so that what is taken is always what was seen.
 */
export function VillageField({ value, onChange, onFocus, onBlur, onTaken, ...rest }: VillageFieldProps) {
  const { t } = useTranslation()
  const box = useCombobox()
  /** What is being typed; null while the field shows the village that is chosen. */
  const [text, setText] = useState<string | null>(null)
  const chosen = useQuery(
    orpc.resident.region.queryOptions({ input: { code: value }, enabled: value !== '' }),
  )
  const { found, fresh, find } = useVillages(text ?? '')
  const codes = found.map(({ code }) => code).join()

  const typed = useRef('')
  const { selectFirstOption, resetSelectedOption } = box
  useEffect(() => {
    if (codes === '') resetSelectedOption()
    else selectFirstOption()
    // codes: the list has changed under the highlight
  }, [codes, selectFirstOption, resetSelectedOption])

  const stop = () => {
    setText(null)
    box.closeDropdown()
  }
  /** Enter came before the list did: its first village is taken when it comes, unless more was typed. */
  const takeFirst = async () => {
    const before = typed.current
    const [first] = await find()
    if (!first || typed.current !== before) return
    onChange(first.code)
    stop()
    onTaken()
  }
  return (
    <Combobox
      store={box}
      transitionProps={{ duration: 0 }}
      shadow="md"
      onOptionSubmit={(code) => {
        onChange(code)
        stop()
      }}
    >
      <Combobox.Target>
        <TextInput
          {...rest}
          autoComplete="off"
          spellCheck={false}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          value={text ?? (chosen.data ? villageWords(chosen.data) : value)}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            typed.current = currentTarget.value
            box.openDropdown()
          }}
          onFocus={(event) => {
            event.currentTarget.select()
            onFocus()
          }}
          onBlur={() => {
            stop()
            onBlur()
          }}
          onKeyDown={(event) => {
            const early = text !== null && text.trim() !== '' && (!fresh || found.length === 0)
            if (event.key === 'Enter' && early) {
              event.preventDefault()
              event.stopPropagation()
              if (!fresh) void takeFirst()
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text === null || text.trim() === ''}>
        <Combobox.Options mah={240} style={{ overflowY: 'auto' }}>
          {found.map(({ code, words }) => (
            <Combobox.Option key={code} value={code}>
              {words}
            </Combobox.Option>
          ))}
          {found.length === 0 && fresh ? <Combobox.Empty>{t('ui.nothingFound')}</Combobox.Empty> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
