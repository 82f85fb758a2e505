import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { actText } from '../../../contract/act-words.ts'
import type { AuditEntry, AuditFilter } from '../../../contract/audit.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { GapRow } from '../../ui/gap-row.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import table from '../../ui/table.module.css'
import { useWindowRows } from '../../ui/use-window-rows.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { EntryValues } from './entry-values.tsx'
import classes from './settings-page.module.css'

const PAGE = 100

/** The newest acts; older ones come as the list is scrolled; each with what it changed. Reading it again every time the page opens is cheap. */
export function Entries({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ ...filter, before, limit: PAGE }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.n),
      staleTime: 0,
    }),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (list.error) return <RefusalPanel error={list.error} />
  if (!list.data) return <Waiting rows={6} />
  const entries = list.data.pages.flat()
  if (entries.length === 0)
    return (
      <p className={classes.text}>
        {t(Object.keys(filter).length > 0 ? 'settings.auditNothing' : 'settings.auditNone')}
      </p>
    )
  return <EntryTable entries={entries} whole={!hasNextPage} onNearEnd={more} />
}

interface EntryTableProps {
  readonly entries: readonly AuditEntry[]
  /** Nothing older is left to be fetched. */
  readonly whole: boolean
  readonly onNearEnd: () => void
}

/** Rows in sight are drawn, no others. */
function EntryTable({ entries, whole, onNearEnd }: EntryTableProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const ref = useRef<HTMLTableElement>(null)
  const { indexes, above, below, measure } = useWindowRows(ref, entries.length, onNearEnd)
  return (
    <div className={classes.entries} tabIndex={0} role="region" aria-label={t('settings.auditEntries')}>
      <div aria-hidden />
      <table ref={ref} className={table.table} aria-rowcount={whole ? entries.length + 1 : -1}>
        <colgroup>
          <col width={92} />
          <col width={208} />
          <col width={120} />
          <col />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th className={table.number}>{t('settings.seq')}</th>
            <th>{t('settings.at')}</th>
            <th>{t('settings.actor')}</th>
            <th>{t('settings.act')}</th>
          </tr>
        </thead>
        <tbody>
          <GapRow height={above} />
          {indexes.map((index) => {
            const entry = entries[index]
            if (!entry) return null
            const { n, seq, at, actor, act, subject, values } = entry
            return (
              <tr key={n} ref={measure} data-index={index} aria-rowindex={index + 2} title={subject}>
                <td className={table.number}>{seq}</td>
                <td>{instant(at)}</td>
                <td title={actor}>{actor}</td>
                <td className={classes.act}>
                  {actText(act, language)}
                  <EntryValues values={values} />
                </td>
              </tr>
            )
          })}
          <GapRow height={below} />
        </tbody>
      </table>
    </div>
  )
}
