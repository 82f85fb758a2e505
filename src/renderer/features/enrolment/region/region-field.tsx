import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRegionWords } from './use-region-words.ts'
import { type PickedLevel, useRegions } from './use-regions.ts'

interface RegionFieldProps {
  readonly label: ReactNode
  readonly level: PickedLevel
  /** Region code of that level, `52.72.01.1001` or `52.71`, or empty. */
  readonly value: string
  readonly onChange: (code: string) => void
  readonly error: boolean
  readonly onFocus?: () => void
  readonly onBlur?: () => void
  /** A region was taken after the stroke that asked for it: the focus may move on. */
  readonly onTaken?: () => void
  readonly ref?: Ref<HTMLInputElement>
  readonly name?: string
}

/**
 * A village, or a kabupaten or kota, by letters of its name. Enter takes the first of the list; typed faster than the list comes, it waits for
 * it, so that what is taken is always what was seen.
 */
export function RegionField({ level, value, onChange, onFocus, onBlur, onTaken, ...rest }: RegionFieldProps) {
  const { t } = useTranslation()
  const box = useCombobox()
  /** What is being typed; null while the field shows the region that is chosen. */
  const [text, setText] = useState<string | null>(null)
  const chosen = useRegionWords(value)
  const { found, fresh, find } = useRegions(level, text ?? '')
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
  /** Enter came before the list did: its first region is taken when it comes, unless more was typed. */
  const takeFirst = async () => {
    const before = typed.current
    const [first] = await find()
    if (!first || typed.current !== before) return
    onChange(first.code)
    stop()
    onTaken?.()
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
          value={text ?? chosen}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            typed.current = currentTarget.value
            box.openDropdown()
          }}
          onFocus={(event) => {
            event.currentTarget.select()
            onFocus?.()
          }}
          onBlur={() => {
            stop()
            onBlur?.()
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
