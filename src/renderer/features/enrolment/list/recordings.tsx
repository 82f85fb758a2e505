import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { IconUserScan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Age } from '../../../../contract/ages.ts'
import type { Purpose } from '../../../../contract/application.ts'
import type { Shown } from '../../../../contract/enrolment.ts'
import type { CentralStatus } from '../../../../contract/status.ts'
import { orpc } from '../../../orpc.ts'
import { Empty } from '../../../ui/empty.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { onRowKeys } from '../../../ui/row-keys.ts'
import table from '../../../ui/table.module.css'
import { Waiting } from '../../../ui/waiting.tsx'
import { useZone } from '../../../ui/zone-context.tsx'
import { zoneWord } from '../../../../contract/zone.ts'
import { LoadMore } from './load-more.tsx'
import { RecordingRow } from './recording-row.tsx'

interface RecordingsProps {
  readonly text: string
  readonly show?: Shown | undefined
  readonly status?: CentralStatus | undefined
  readonly age?: Age | undefined
  readonly purpose?: Purpose | undefined
}

/** The recordings of this station, newest first, or a list behind a figure of the board; pages by sequence, so that 100,000 rows cost what is looked at. */
export function Recordings({ text, show, status, age, purpose }: RecordingsProps) {
  const { t } = useTranslation()
  const zone = useZone()
  const list = useInfiniteQuery(
    orpc.enrolment.list.infiniteOptions({
      input: (before: number | undefined) => ({ text, show, status, age, purpose, before, limit: 100 }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  if (list.error) return <RefusalPanel error={list.error} />
  if (!list.data) return <Waiting rows={10} />
  const rows = list.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) {
    const searched = text !== '' || status !== undefined || show !== undefined || purpose !== undefined
    return (
      <Empty
        icon={IconUserScan}
        title={t(searched ? 'enrolment.list.noneFound' : 'enrolment.list.empty')}
        text={t(searched ? 'enrolment.list.noneFoundText' : 'enrolment.list.emptyText')}
      />
    )
  }
  return (
    <table className={table.table} onKeyDown={onRowKeys}>
      <colgroup>
        <col width={64} />
        <col />
        <col width={184} />
        <col width={168} />
        <col width={240} />
        <col width={152} />
        <col width={220} />
      </colgroup>
      <thead>
        <tr>
          <th className={table.number}>{t('enrolment.list.seq')}</th>
          <th>{t('enrolment.list.name')}</th>
          <th>NIK</th>
          <th>{t('enrolment.list.at', { zone: zoneWord(zone) })}</th>
          <th>{t('enrolment.list.status')}</th>
          <th>{t('enrolment.list.copies')}</th>
          <th>Suket</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RecordingRow key={row.id} row={row} />
        ))}
        {list.hasNextPage ? <LoadMore columns={7} onReached={() => void list.fetchNextPage()} /> : null}
      </tbody>
    </table>
  )
}
