import { NativeSelect } from '@mantine/core'
import { IconCertificate } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
import table from '../../ui/table.module.css'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import { useToast } from '../../ui/use-toast.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { dayOf } from '../../../contract/zone.ts'
import { useZone } from '../../ui/zone-context.tsx'
import { type Span, spansUntil } from './months.ts'

const FIGURES = ['issued', 'renewed', 'withdrawn', 'void'] as const

/** The recap of a month or a year per day and issuer, and the register of that time as a file. */
export function RecapPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const zone = useZone()
  const [spans] = useState(() => spansUntil(dayOf(new Date(), zone)))
  const [at, setAt] = useState(0)
  const span = spans[at]!
  const recap = useQuery(
    orpc.suket.recap.queryOptions({
      input: { from: span.from, to: span.to },
      placeholderData: keepPreviousData,
    }),
  )
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.suket.saveBook.mutationOptions())
  const toast = useToast()
  const maySave = useMay()('suket.saveBook')
  const back = () => void navigate({ to: '/suket' })
  const keep = (kind: 'xlsx' | 'pdf') => {
    choose.run({ kind: 'save', suggested: `Register Suket ${span.from} ${span.to}.${kind}` }, ({ path }) => {
      if (path === null) return
      const ended = path.toLowerCase().endsWith(`.${kind}`) ? path : `${path}.${kind}`
      save.run({ from: span.from, to: span.to, kind, path: ended }, ({ rows, path: where }) =>
        toast(t('suket.bookSaved', { rows: formatCount(rows, language), path: where })),
      )
    })
  }
  useShortcuts([
    { key: 'F9', label: t('suket.saveXlsx'), run: () => keep('xlsx'), enabled: maySave },
    { key: 'Ctrl+P', label: t('suket.savePdf'), run: () => keep('pdf'), enabled: maySave },
    { key: 'Escape', label: t('suket.back'), run: back },
  ])
  const word = ({ month, year, from }: Span) =>
    month === null
      ? t('suket.recapYear', { year })
      : new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
          new Date(from),
        )
  return (
    <Page
      title={t('suket.recapTitle')}
      tools={
        <>
          <NativeSelect
            data-autofocus
            aria-label={t('suket.recapMonth')}
            value={String(at)}
            onChange={({ currentTarget: { value } }) => setAt(Number(value))}
            data={spans.map((one, n) => ({ value: String(n), label: word(one) }))}
          />
          <ActButton hint="Escape" onClick={back}>
            {t('suket.back')}
          </ActButton>
          {maySave ? (
            <ActButton hint="Ctrl+P" pending={save.pending} onClick={() => keep('pdf')}>
              {t('suket.savePdf')}
            </ActButton>
          ) : null}
        </>
      }
      primary={
        maySave ? (
          <ActButton variant="filled" hint="F9" pending={save.pending} onClick={() => keep('xlsx')}>
            {t('suket.saveXlsx')}
          </ActButton>
        ) : null
      }
    >
      <RefusalPanel error={save.error} onDismiss={save.dismiss} />
      <RefusalPanel error={choose.error} onDismiss={choose.dismiss} />
      <RefusalPanel error={recap.error} />
      {recap.data ? <RecapTable {...recap.data} /> : recap.error ? null : <Waiting rows={8} />}
      <p className={form.quiet}>{t(maySave ? 'suket.bookHint' : 'suket.bookPenyelia')}</p>
    </Page>
  )
}

type Recap = Awaited<ReturnType<typeof orpc.suket.recap.call>>

function RecapTable({ days, total, gaps }: Recap) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (days.length === 0 && gaps.length === 0)
    return <Empty icon={IconCertificate} title={t('suket.recapEmpty')} text={t('suket.recapEmptyText')} />
  const figures = (row: Recap['total']) =>
    FIGURES.map((figure) => (
      <td key={figure} className={table.number}>
        {formatCount(row[figure], language)}
      </td>
    ))
  return (
    <>
      {gaps.map(({ issuer, year, from, to, reason }) => (
        <p key={`${issuer}${year}${from}`} className={form.quiet}>
          {t('suket.gap', { issuer, year, from, to, reason })}
        </p>
      ))}
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('suket.day')}</th>
            <th>{t('suket.issuer')}</th>
            <th className={table.number}>{t('suket.recapIssued')}</th>
            <th className={table.number}>{t('suket.recapRenewed')}</th>
            <th className={table.number}>{t('suket.recapWithdrawn')}</th>
            <th className={table.number}>{t('suket.recapVoid')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((row) => (
            <tr key={`${row.day} ${row.issuer}`}>
              <td>{formatDay(row.day)}</td>
              <td>{row.issuer}</td>
              {figures(row)}
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={2}>
              {t('suket.recapTotal')}
            </th>
            {figures(total)}
          </tr>
        </tbody>
      </table>
    </>
  )
}
