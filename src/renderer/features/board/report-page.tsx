import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EveningReport } from '../../../contract/report.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import { formatDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useToast } from '../../ui/use-toast.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './report-page.module.css'

function Facts({ report }: { report: EveningReport }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const count = (n: number) => formatCount(n, language)
  const [none, one, more] = report.copies
  const rows: (readonly [string, string])[] = [
    [t('board.report.at'), instant(report.at)],
    [t('board.figures.recorded'), count(report.recorded)],
    [
      t('board.figures.waiting'),
      report.oldestWaiting === null
        ? count(report.waiting)
        : t('board.report.since', { count: count(report.waiting), day: formatDay(report.oldestWaiting) }),
    ],
    [t('board.figures.onceOnly'), count(report.onceOnly)],
    [t('board.copies'), t('board.report.copies', { none: count(none), one: count(one), more: count(more) })],
    [
      t('board.disks.title'),
      report.overdueDisks > 0
        ? `${count(report.disks)}, ${t('board.disks.overdue', { count: report.overdueDisks })}`
        : count(report.disks),
    ],
    ...(report.overdueBags > 0
      ? [[t('board.report.bags'), t('board.report.bagsLate', { count: report.overdueBags })] as const]
      : []),
    [t('board.report.number'), count(report.seq)],
  ]
  return (
    <Card title={t('board.report.holds')}>
      <dl className={classes.facts}>
        {rows.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={form.quiet}>{t('board.report.noPerson')}</p>
    </Card>
  )
}

/** The evening's report: one signed QR to be photographed for the Dinas; printed, or saved as a sheet or a text. */
export function ReportPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const toast = useToast()
  // Each time it is asked for it is a new report: this one stays while the page is open.
  const [asked] = useState(() => new Date().toISOString())
  const report = useQuery({
    ...orpc.board.report.queryOptions({ input: {} }),
    queryKey: ['evening-report', asked],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const then = { onSuccess: () => queries.invalidateQueries({ queryKey: orpc.board.checklist.key() }) }
  const save = useAct({ ...orpc.board.saveReport.mutationOptions(), ...then })
  const print = useAct({ ...orpc.board.printReport.mutationOptions(), ...then })
  const back = () => void navigate({ to: '/board' })
  const keep = (kind: 'pdf' | 'txt') => {
    const suggested = `Laporan malam ${report.data?.day ?? ''}.${kind}`
    choose.run({ kind: 'save', suggested }, ({ path }) => {
      if (path === null) return
      const ended = path.toLowerCase().endsWith(`.${kind}`) ? path : `${path}.${kind}`
      save.run({ kind, path: ended }, ({ path: where }) => toast(t('board.report.saved', { path: where })))
    })
  }
  const toPrinter = () => print.run({}, ({ printer }) => toast(t('board.report.printed', { printer })))
  useShortcuts([
    { key: 'Ctrl+P', label: t('board.report.print'), run: toPrinter, enabled: report.data !== undefined },
    { key: 'F9', label: t('board.report.savePdf'), run: () => keep('pdf') },
    { key: 'F8', label: t('board.report.saveText'), run: () => keep('txt') },
    { key: 'Escape', label: t('board.back'), run: back },
  ])
  return (
    <Page
      title={t('board.report.title')}
      tools={
        <>
          <ActButton hint="Escape" onClick={back}>
            {t('board.back')}
          </ActButton>
          <ActButton hint="F8" pending={save.pending} onClick={() => keep('txt')}>
            {t('board.report.saveText')}
          </ActButton>
          <ActButton hint="F9" pending={save.pending} onClick={() => keep('pdf')}>
            {t('board.report.savePdf')}
          </ActButton>
        </>
      }
      primary={
        <ActButton variant="filled" hint="Ctrl+P" pending={print.pending} onClick={toPrinter}>
          {t('board.report.print')}
        </ActButton>
      }
    >
      <RefusalPanel error={report.error} />
      <RefusalPanel error={choose.error} onDismiss={choose.dismiss} />
      <RefusalPanel error={save.error} onDismiss={save.dismiss} />
      <RefusalPanel error={print.error} onDismiss={print.dismiss} />
      {report.isPending ? <Waiting rows={8} /> : null}
      {report.data ? (
        <div className={classes.page}>
          <div className={classes.code}>
            <QrCode text={report.data.text} label={t('board.report.label')} size={440} />
            <p>{t('board.report.photograph')}</p>
          </div>
          <Facts report={report.data} />
        </div>
      ) : null}
    </Page>
  )
}
