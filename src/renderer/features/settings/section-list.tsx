import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { rowAfter } from '../../ui/row-keys.ts'
import classes from './settings-page.module.css'

export type Section = 'ways' | 'look' | 'station' | 'audit'

interface SectionListProps {
  readonly sections: readonly Section[]
  readonly shown: Section
  readonly onShow: (section: Section) => void
}

/** The parts of the settings: one Tab stop, arrows go from one to the next and show it at once. */
export function SectionList({ sections, shown, onShow }: SectionListProps) {
  const { t } = useTranslation()
  const onKeyDown = (event: KeyboardEvent) => {
    const next = rowAfter(event.key, sections.indexOf(shown), sections.length)
    const section = next === null ? undefined : sections[next]
    if (section === undefined) return
    event.preventDefault()
    onShow(section)
    document.getElementById(`settings-${section}`)?.focus()
  }
  return (
    <div
      className={classes.sections}
      role="tablist"
      aria-orientation="vertical"
      aria-label={t('settings.parts')}
      onKeyDown={onKeyDown}
    >
      {sections.map((section) => (
        <button
          key={section}
          id={`settings-${section}`}
          type="button"
          role="tab"
          aria-selected={section === shown}
          aria-controls="settings-part"
          tabIndex={section === shown ? 0 : -1}
          className={classes.section}
          onClick={() => onShow(section)}
        >
          {t(`settings.sections.${section}`)}
        </button>
      ))}
    </div>
  )
}
