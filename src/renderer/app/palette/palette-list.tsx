import { IconBolt, IconLayoutSidebar, IconUser } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { maskNik } from '../../../contract/nik.ts'
import { KeyHint } from '../../ui/keys/key-hint.tsx'
import { NikText } from '../../ui/nik-text.tsx'
import type { Item } from './items.ts'
import classes from './palette.module.css'
import type { Person } from './use-people.ts'

interface PaletteListProps {
  readonly fixed: readonly Item[]
  readonly people: readonly Person[]
  /** The line that Enter chooses. */
  readonly at: number
  readonly onChoose: (index: number) => void
}

interface Line {
  readonly id: string
  readonly group: Item['group']
  readonly label: string
  readonly aside: ReactNode
}

/** The kind of a line, beside its words. */
const MARKS = { acts: IconBolt, pages: IconLayoutSidebar, people: IconUser } as const

function Mark({ group }: { group: Item['group'] }) {
  const Picture = MARKS[group]
  return <Picture className={classes.mark} size={18} stroke={1.5} aria-hidden />
}

/** The chosen line is in sight, wherever the list was. */
function intoView(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}

/** What fits, in its groups; the focus stays in the field above. */
export function PaletteList({ fixed, people, at, onChoose }: PaletteListProps) {
  const { t } = useTranslation()
  const lines: Line[] = [
    ...fixed.map(({ value, group, label, where, key }) => ({
      id: value,
      group,
      label,
      aside: (
        <>
          {where === undefined ? null : t('palette.where', { page: where })}
          {key === undefined ? null : <KeyHint name={key} />}
        </>
      ),
    })),
    ...people.map(({ kind, id, nik, name }) => ({
      id: `${kind} ${id}`,
      group: 'people' as const,
      label: name === '' ? t('enrolment.noName') : name,
      aside: (
        <>
          {kind === 'listed' ? t('palette.listed') : t(`find.kinds.${kind}`)}
          <NikText nik={/^[0-9]{16}$/.test(nik) ? maskNik(nik) : nik} />
        </>
      ),
    })),
  ]
  return (
    <div className={classes.list} id="palette-list" role="listbox" aria-label={t('palette.title')}>
      {lines.map(({ id, group, label, aside }, index) => (
        <Fragment key={id}>
          {lines[index - 1]?.group === group ? null : (
            <div className={classes.group} role="presentation">
              {t(`palette.groups.${group}`)}
            </div>
          )}
          {/* Chosen by the keys of the field above; a mouse may choose too. */}
          <div
            id={`palette-${index}`}
            className={classes.line}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            ref={index === at ? intoView : undefined}
            onClick={() => onChoose(index)}
            onKeyDown={(event) => event.key === 'Enter' && onChoose(index)}
          >
            <Mark group={group} />
            <span className={classes.label}>{label}</span>
            <span className={classes.aside}>{aside}</span>
          </div>
        </Fragment>
      ))}
    </div>
  )
}
