import { NativeSelect } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  NOT_BY_OPERATOR,
  type Recap,
  RECAP_BY,
  RECAP_FIGURES,
  type RecapBy,
  type RecapFigures,
} from '../../../contract/recap.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { formatDay } from '../../ui/day.ts'
import { Empty } from '../../ui/empty.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import table from '../../ui/table.module.css'
import { useAct } from '../../ui/use-act.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { useToast } from '../../ui/use-toast.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { RecapWork } from '../../ui/work-bar.tsx'
import { dayOf } from '../../../contract/zone.ts'
import { useZone } from '../../ui/zone-context.tsx'
import { monthWord } from './month-word.ts'
import { type RecapSpan, recapSpans } from './recap-spans.ts'

/** A span in words. */
function useSpanWord() {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ kind, from }: RecapSpan) => {
    if (kind === 'day') return formatDay(from)
    if (kind === 'week') return t('board.recap.week')
    return kind === 'month' ? monthWord(from, language) : t('board.recap.year', { year: from.slice(0, 4) })
  }
}

/** Recaps of a day, some days, a month or a year, by day, month, operator or village: as a table, a workbook and a sheet to be signed. */
export function RecapPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const zone = useZone()
  const toast = useToast()
  const spanWord = useSpanWord()
  const [spans] = useState(() => recapSpans(dayOf(new Date(), zone)))
  const [at, setAt] = useState(0)
  const [by, setBy] = useState<RecapBy>('day')
  const { from, to } = spans[at]!
  const shown = useQuery(
    orpc.board.recap.queryOptions({ input: { from, to, by }, placeholderData: keepPreviousData }),
  )
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.board.saveRecap.mutationOptions())
  const back = () => void navigate({ to: '/board' })
  const keep = (kind: 'xlsx' | 'pdf') =>
    choose.run({ kind: 'save', suggested: `Rekap ${from} ${to}.${kind}` }, ({ path }) => {
      if (path === null) return
      const ended = path.toLowerCase().endsWith(`.${kind}`) ? path : `${path}.${kind}`
      save.run({ from, to, kind, path: ended }, ({ path: where }) =>
        toast(t('board.recap.saved', { path: where })),
      )
    })
  useShortcuts([
    { key: 'F9', label: t('board.recap.xlsx'), run: () => keep('xlsx') },
    { key: 'Ctrl+P', label: t('board.recap.pdf'), run: () => keep('pdf') },
    { key: 'Escape', label: t('board.back'), run: back },
  ])
  return (
    <Page
      title={t('board.recap.title')}
      tools={
        <>
          <NativeSelect
            autoFocus
            data-autofocus
            aria-label={t('board.recap.span')}
            value={String(at)}
            onChange={({ currentTarget: { value } }) => setAt(Number(value))}
            data={spans.map((one, n) => ({ value: String(n), label: spanWord(one) }))}
          />
          <ActButton hint="Escape" onClick={back}>
            {t('board.back')}
          </ActButton>
          <ActButton hint="Ctrl+P" pending={save.pending} onClick={() => keep('pdf')}>
            {t('board.recap.pdf')}
          </ActButton>
        </>
      }
      primary={
        <ActButton variant="filled" hint="F9" pending={save.pending} onClick={() => keep('xlsx')}>
          {t('board.recap.xlsx')}
        </ActButton>
      }
    >
      <RefusalPanel error={save.error} onDismiss={save.dismiss} />
      <RefusalPanel error={choose.error} onDismiss={choose.dismiss} />
      <RefusalPanel error={shown.error} />
      <div className={form.column}>
        <Segments
          label={t('board.recap.by')}
          value={by}
          onChange={setBy}
          choices={RECAP_BY.map((value) => ({ value, label: t(`board.recap.bys.${value}`) }))}
        />
        {shown.isFetching ? <Counting key={`${from} ${to} ${by}`} /> : null}
        {shown.data ? <RecapTable recap={shown.data} by={by} /> : shown.error ? null : <Waiting rows={8} />}
      </div>
    </Page>
  )
}

/** A count that takes over a second: how far it is, and a button that ends it. What was counted before stays below. */
function Counting() {
  const { t } = useTranslation()
  return useDelayed(1000) ? <RecapWork title={t('board.recap.counting')} /> : null
}

function RecapTable({ recap, by }: { recap: Recap; by: RecapBy }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (recap.rows.length === 0)
    return <Empty icon={IconChartBar} title={t('board.recap.empty')} text={t('board.recap.emptyText')} />
  const word = (key: string, name: string) => {
    if (key === '') return t('board.recap.unsaid')
    return by === 'day' ? formatDay(key) : by === 'month' ? monthWord(key, language) : name
  }
  const cells = (row: RecapFigures) =>
    RECAP_FIGURES.map((figure) => (
      <td key={figure} className={table.number}>
        {by === 'operator' && NOT_BY_OPERATOR.has(figure) ? '-' : formatCount(row[figure], language)}
      </td>
    ))
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th style={{ width: '20%' }}>{t(`board.recap.bys.${by}`)}</th>
          {RECAP_FIGURES.map((figure) => (
            <th key={figure} className={table.number}>
              {t(`board.recap.figures.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {recap.rows
          .filter(({ key }) => by !== 'operator' || key !== '')
          .map((row) => (
            <tr key={row.key}>
              <td title={word(row.key, row.word)}>{word(row.key, row.word)}</td>
              {cells(row)}
            </tr>
          ))}
        <tr>
          <th scope="row">{t('board.recap.total')}</th>
          {cells(recap.total)}
        </tr>
      </tbody>
    </table>
  )
}
