import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { damageWords } from '../../../contract/damage-words.ts'
import type { GainPlan, RestorePlan } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Segments } from '../../ui/segments.tsx'
import table from '../../ui/table.module.css'
import { type Line, type ListName, listsOf } from './plan-lists.ts'
import classes from './plan-tables.module.css'

/** More lines than a person reads; the terminal prints all of them. */
const SHOWN = 300

const COLUMNS: Record<ListName, readonly ('seq' | 'name' | 'key' | 'by' | 'where' | 'received')[]> = {
  missing: ['seq', 'name', 'key', 'by', 'received'],
  damaged: ['seq', 'name', 'key', 'where', 'received'],
  files: ['key', 'where'],
  numbers: ['seq'],
  quarantined: ['key'],
  gained: ['key'],
}

/** What is missing, damaged, in quarantine or new, packet by packet. Nothing where all is well. */
export function PlanTables({ plan }: { plan: RestorePlan | GainPlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const lists = listsOf(plan)
  const [chosen, setChosen] = useState<ListName | null>(null)
  const [first] = lists.keys()
  const name = chosen !== null && lists.has(chosen) ? chosen : first
  if (name === undefined) return null
  const lines = lists.get(name) ?? []
  return (
    <section className={classes.lists}>
      <Segments
        label={t('restore.lists.title')}
        choices={[...lists].map(([value, { length }]) => ({
          value,
          label: t(`restore.lists.${value}`),
          hint: formatCount(length, language),
        }))}
        value={name}
        onChange={setChosen}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by itself, so the keyboard has to reach it */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t(`restore.lists.${name}`)}>
        <Lines name={name} lines={lines.slice(0, SHOWN)} />
        {lines.length > SHOWN ? (
          <p className={table.more}>
            {t('restore.lists.more', { count: formatCount(lines.length - SHOWN, language) })}
          </p>
        ) : null}
      </div>
    </section>
  )
}

function Lines({ name, lines }: { name: ListName; lines: readonly Line[] }) {
  const { t } = useTranslation()
  const columns = COLUMNS[name]
  const language = useLanguage()
  const whereWord = (where: string) =>
    name === 'files' ? damageWords(where)[language] : (where.split(/[/\\]/).at(-1) ?? where)
  return (
    <table className={table.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={classes[name === 'files' && column === 'key' ? 'file' : column]}
            >
              {t(`restore.columns.${column === 'key' && name === 'files' ? 'file' : column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            {columns.map((column) => (
              <td
                key={column}
                title={column === 'where' || column === 'key' ? (line[column] ?? '') : undefined}
              >
                {column === 'seq' ? (line.seq ?? '–') : null}
                {column === 'name' ? (line.name ?? t('restore.nameUnknown')) : null}
                {column === 'key' ? <span className={classes.code}>{line.key}</span> : null}
                {column === 'by' && line.by !== null ? t(`restore.by.${line.by}`) : null}
                {column === 'where' && line.where !== null ? whereWord(line.where) : null}
                {column === 'received' ? t(line.received ? 'restore.received' : 'restore.notReceived') : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
