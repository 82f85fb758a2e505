import { Modal, TextInput } from '@mantine/core'
import { IconCommand } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import { useShortcuts, useStrayTyping } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { rowAfter } from '../../ui/row-keys.ts'
import { useDebounced } from '../../ui/use-debounced.ts'
import classes from './palette.module.css'
import { PaletteList } from './palette-list.tsx'
import { useItems } from './use-items.ts'

/** As fast as one types. */
const TYPING_MS = 80

interface PaletteProps {
  /** The keys of the page that lies under it. */
  readonly shortcuts: readonly Shortcut[]
  readonly press: (label: string) => void
  readonly onClose: () => void
}

/** Ctrl+K: every page, act and resident by a part of its words; arrows choose, Enter does it. */
export function Palette({ shortcuts, press, onClose }: PaletteProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const typed = text.trim()
  const asked = useDebounced(typed, TYPING_MS)
  const { fixed, people, busy, error, find, open } = useItems(typed, asked, { shortcuts, press })
  const count = fixed.length + people.length
  const choose = (index: number) => {
    const person = people[index - fixed.length]
    if (!person && !fixed[index]) return
    onClose()
    if (person) open(person)
    else fixed[index]!.run()
  }
  /** A scanner's Enter comes before the answer does: it opens what will be shown first. */
  const enter = async () => {
    if (at < fixed.length || (asked === typed && !busy)) return choose(at)
    const [first] = await find(typed)
    if (!first) return
    onClose()
    open(first)
  }
  const type = (words: string) => {
    setText(words)
    setAt(0)
  }
  // What a scanner types before the field has the focus is not lost.
  useStrayTyping((one) => type(text + one), 'dialog')
  useShortcuts([{ key: 'Escape', also: 'Ctrl+K', label: t('ui.dismiss'), run: onClose }], 'dialog')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      void enter()
      return
    }
    const moves = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'].includes(event.key)
    const next = moves ? rowAfter(event.key, at, count) : null
    if (next === null) return
    event.preventDefault()
    setAt(next)
  }
  return (
    <Modal.Root opened onClose={onClose} size={640} yOffset={64} centered={false} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('palette.title')}>
        <TextInput
          size="md"
          variant="unstyled"
          className={classes.input}
          leftSection={<IconCommand size={20} aria-hidden />}
          role="combobox"
          aria-expanded={count > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={count > 0 ? `palette-${Math.min(at, count - 1)}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          maxLength={200}
          data-autofocus
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <RefusalPanel error={error} />
        <PaletteList fixed={fixed} people={people} at={at} onChoose={choose} />
        {typed !== '' && count === 0 && asked === typed && !busy ? (
          <p className={classes.none} role="status">
            {t('palette.none')}
          </p>
        ) : null}
      </Modal.Content>
    </Modal.Root>
  )
}
