import { IconUserSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchPlace } from '../../../contract/resident-list.ts'
import { orpc } from '../../orpc.ts'
import { Empty } from '../../ui/empty.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../ui/row-keys.ts'
import table from '../../ui/table.module.css'
import { useWindowRows } from '../../ui/use-window-rows.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { type FoundRow, ResidentRow } from './resident-row.tsx'

const PAGE = 100

/** Residents who fit, the best first, without an end: the next page is asked for before the last row is reached. */
export function ResidentTable({ text, village }: { text: string; village: string }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery(
    orpc.resident.search.infiniteOptions({
      input: (from: SearchPlace | undefined) => ({
        text,
        limit: PAGE,
        ...(village === '' ? {} : { village }),
        ...(from === undefined ? {} : { from }),
      }),
      initialPageParam: undefined as SearchPlace | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (found.error) return <RefusalPanel error={found.error} />
  if (!found.data) return <Waiting rows={10} />
  const rows = found.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0 && !hasNextPage)
    return (
      <Empty icon={IconUserSearch} title={t('residents.noneFound')} text={t('residents.noneFoundText')} />
    )
  return <Rows rows={rows} onNearEnd={more} />
}

function Rows({ rows, onNearEnd }: { rows: readonly FoundRow[]; onNearEnd: () => void }) {
  const { t } = useTranslation()
  const ref = useRef<HTMLTableElement>(null)
  const { indexes, above, below, measure } = useWindowRows(ref, rows.length, onNearEnd)
  return (
    <table ref={ref} className={table.table} aria-rowcount={-1} onKeyDown={onRowKeys}>
      <colgroup>
        <col />
        <col width={200} />
        <col width={132} />
        <col width={210} />
        <col width={260} />
        <col width={128} />
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th>{t('residents.name')}</th>
          <th>NIK</th>
          <th>{t('residents.born')}</th>
          <th>{t('residents.village')}</th>
          <th>{t('residents.address')}</th>
          <th>{t('residents.fit')}</th>
        </tr>
      </thead>
      <tbody>
        <Gap height={above} />
        {indexes.map((index) => {
          const row = rows[index]
          return row ? <ResidentRow key={row.key} row={row} index={index} measure={measure} /> : null
        })}
        <Gap height={below} />
      </tbody>
    </table>
  )
}

/** In the place of rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null
}
