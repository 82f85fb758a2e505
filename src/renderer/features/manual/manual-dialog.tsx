import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { Fragment, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MANUAL, type ManualName } from '../../../contract/manual/pages.ts'
import { CHAPTERS, type ManualPage } from '../../../contract/manual/part.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Shortcut } from '../../ui/keys/key-layers.ts'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { rowAfter } from '../../ui/row-keys.ts'
import { KeyList } from './key-list.tsx'
import classes from './manual-dialog.module.css'
import { ManualParts } from './manual-parts.tsx'
import { ManualSave } from './manual-save.tsx'
import { pictureUrl } from './pictures.ts'
import { searchManual } from './search.ts'

interface ManualDialogProps {
  /** The page of the screen that F1 was pressed on. */
  readonly start: ManualName
  /** The keys of that screen. */
  readonly shortcuts: readonly Shortcut[]
  readonly onClose: () => void
}

/** The entry of the page that is shown is in sight, wherever the list was. */
function intoView(entry: HTMLElement | null): void {
  entry?.scrollIntoView({ block: 'nearest' })
}

/** How the screen looks that the page speaks of; there is nothing to read in it that does not stand below. */
function Picture({ page }: { readonly page: ManualPage }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const url = pictureUrl(page.picture)
  return url === undefined ? null : (
    <img
      className={classes.picture}
      src={url}
      width={960}
      height={540}
      alt={t('manual.pictureOf', { title: page.title[language] })}
    />
  )
}

/** Panduan: contents and search at the left, the page at the right, over the screen that it speaks about. */
export function ManualDialog({ start, shortcuts, onClose }: ManualDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [asked, setAsked] = useState('')
  const [name, setName] = useState<ManualName>(start)
  const text = useRef<HTMLElement>(null)
  useShortcuts([{ key: 'F1', also: 'Escape', label: t('manual.close'), run: onClose }], 'dialog')
  const found = searchManual(asked)
  const show = (next: ManualName) => {
    setName(next)
    text.current?.scrollTo(0, 0)
  }
  const onSearch = (words: string) => {
    setAsked(words)
    const [first] = searchManual(words)
    if (words.trim() !== '' && first) show(first)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault()
      const down = event.key === 'PageDown' ? 1 : -1
      return text.current?.scrollBy(0, down * 0.8 * text.current.clientHeight)
    }
    const next = event.key.startsWith('Arrow') ? rowAfter(event.key, found.indexOf(name), found.length) : null
    if (next === null) return
    event.preventDefault()
    show(found[next]!)
  }
  const page: ManualPage = MANUAL[name]
  return (
    <Modal.Root opened onClose={onClose} size={1080} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('manual.title')}>
        <div className={classes.manual}>
          <nav className={classes.contents} aria-label={t('manual.contents')}>
            <TextInput
              leftSection={<IconSearch size={16} aria-hidden />}
              aria-label={t('manual.search')}
              placeholder={t('manual.search')}
              data-autofocus
              value={asked}
              onChange={(event) => onSearch(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <ul className={classes.list}>
              {found.map((one, at) => {
                const { chapter, title } = MANUAL[one]
                const before = found[at - 1]
                return (
                  <Fragment key={one}>
                    {asked === '' && (!before || MANUAL[before].chapter !== chapter) ? (
                      <li className={classes.chapter}>{CHAPTERS[chapter][language]}</li>
                    ) : null}
                    <li>
                      <button
                        type="button"
                        className={classes.entry}
                        ref={one === name ? intoView : undefined}
                        tabIndex={one === name ? 0 : -1}
                        aria-current={one === name ? 'page' : undefined}
                        onClick={() => show(one)}
                        onKeyDown={onKeyDown}
                      >
                        {title[language]}
                      </button>
                    </li>
                  </Fragment>
                )
              })}
              {found.length === 0 ? <li className={classes.none}>{t('manual.none')}</li> : null}
            </ul>
            <ManualSave />
          </nav>
          {/* Scrolled by the arrow keys once it has the focus. */}
          <article ref={text} className={classes.page} tabIndex={0} aria-label={page.title[language]}>
            <h2>{page.title[language]}</h2>
            <Picture page={page} />
            <ManualParts parts={page.parts} />
            {name === start ? <KeyList shortcuts={shortcuts} /> : null}
          </article>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
