import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '../../../contract/audit.ts'
import { orpc } from '../../orpc.ts'
import { ReachedEnd } from '../../ui/reached-end.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import table from '../../ui/table.module.css'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { actWord } from './act-words.ts'
import classes from './settings-page.module.css'

const PAGE = 100

/** The newest acts; older ones come as the list is scrolled. Reading it again every time the page opens is cheap. */
export function Entries({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation()
  const instant = useInstant()
  const list = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({ ...filter, before, limit: PAGE }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.n),
      staleTime: 0,
    }),
  )
  if (list.error) return <RefusalPanel error={list.error} />
  if (!list.data) return <Waiting rows={6} />
  const entries = list.data.pages.flat()
  if (entries.length === 0)
    return (
      <p className={classes.text}>
        {t(Object.keys(filter).length > 0 ? 'settings.auditNothing' : 'settings.auditNone')}
      </p>
    )
  return (
    <div className={classes.entries} tabIndex={0} role="region" aria-label={t('settings.auditEntries')}>
      <table className={table.table}>
        <colgroup>
          <col width={72} />
          <col width={208} />
          <col width={120} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th className={table.number}>{t('settings.seq')}</th>
            <th>{t('settings.at')}</th>
            <th>{t('settings.actor')}</th>
            <th>{t('settings.act')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ n, seq, at, actor, act, subject }) => {
            const word = actWord(act)
            return (
              <tr key={n} title={subject}>
                <td className={table.number}>{seq}</td>
                <td>{instant(at)}</td>
                <td title={actor}>{actor}</td>
                <td>{word ? t(`settings.acts.${word}`) : act}</td>
              </tr>
            )
          })}
          {list.hasNextPage ? <ReachedEnd columns={4} onReached={() => void list.fetchNextPage()} /> : null}
        </tbody>
      </table>
    </div>
  )
}
