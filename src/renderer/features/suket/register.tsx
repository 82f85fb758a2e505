import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { IconCertificate } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suket } from '../../../contract/suket.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Empty } from '../../ui/empty.tsx'
import form from '../../ui/form.module.css'
import { GapRow } from '../../ui/gap-row.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../ui/row-keys.ts'
import table from '../../ui/table.module.css'
import { Waiting } from '../../ui/waiting.tsx'
import { useWindowRows } from '../../ui/use-window-rows.ts'
import { RegisterRow } from './register-row.tsx'

/** The letters of this station, newest first, by pages of a hundred. */
export function Register({ text, show }: { text: string; show: 'all' | 'today' | 'soon' | 'expired' }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const list = useInfiniteQuery(
    orpc.suket.list.infiniteOptions({
      input: (before: number | undefined) => ({ text, show, before, limit: 100 }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (list.error) return <RefusalPanel error={list.error} />
  if (!list.data) return <Waiting rows={10} />
  const rows = list.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0 && text === '' && show !== 'all')
    return <Empty icon={IconCertificate} title={t(`suket.none.${show}`)} text={t('suket.noneText')} />
  if (rows.length === 0 && text !== '')
    return <Empty icon={IconCertificate} title={t('suket.noneFound')} text={t('suket.noneFoundText')} />
  if (rows.length === 0)
    return (
      <Empty
        icon={IconCertificate}
        title={t('suket.empty')}
        text={t('suket.emptyText')}
        action={
          <ActButton onClick={() => void navigate({ to: '/enrolment' })}>{t('suket.toRecordings')}</ActButton>
        }
      />
    )
  return <RegisterTable rows={rows} total={list.data.pages[0]?.total ?? rows.length} onNearEnd={more} />
}

interface RegisterTableProps {
  readonly rows: readonly Suket[]
  readonly total: number
  readonly onNearEnd: () => void
}

function RegisterTable({ rows, total, onNearEnd }: RegisterTableProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const ref = useRef<HTMLTableElement>(null)
  const { indexes, above, below, measure } = useWindowRows(ref, rows.length, onNearEnd)
  return (
    <>
      <table ref={ref} className={table.table} aria-rowcount={total + 1} onKeyDown={onRowKeys}>
        <colgroup>
          <col width={252} />
          <col />
          <col width={184} />
          <col width={124} />
          <col width={128} />
          <col width={212} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th>{t('suket.number')}</th>
            <th>{t('suket.name')}</th>
            <th>NIK</th>
            <th>{t('suket.issued')}</th>
            <th>{t('suket.expires')}</th>
            <th>{t('suket.state')}</th>
          </tr>
        </thead>
        <tbody>
          <GapRow height={above} />
          {indexes.map((index) => {
            const row = rows[index]
            return row ? <RegisterRow key={row.id} row={row} index={index} measure={measure} /> : null
          })}
          <GapRow height={below} />
        </tbody>
      </table>
      <p className={form.quiet}>{t('suket.total', { total: formatCount(total, language) })}</p>
    </>
  )
}
