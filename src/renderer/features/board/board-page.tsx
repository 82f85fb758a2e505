import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import classes from './board-page.module.css'
import { CopiesChart } from './copies-chart.tsx'
import { DiskChart } from './disk-chart.tsx'
import { DiskTable } from './disk-table.tsx'
import { Figures } from './figures.tsx'
import { SiteStrips } from './site-strips.tsx'
import { StatusChart } from './status-chart.tsx'
import { TodayFinding } from './today-finding.tsx'

/** The board: today in a sentence, figures that lead to their lists, and where everything stands. */
export function BoardPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const board = useQuery(orpc.board.show.queryOptions({ input: {} }))
  const [asTable, setAsTable] = useState(false)
  const turn = () => setAsTable(!asTable)
  const word = t(asTable ? 'board.picture' : 'board.table')
  const day = () => void navigate({ to: '/board/day' })
  const report = () => void navigate({ to: '/board/report' })
  const recap = () => void navigate({ to: '/board/recap' })
  useShortcuts([
    { key: 'F9', label: word, run: turn, enabled: board.data !== undefined },
    { key: 'F7', label: t('board.day.title'), run: day },
    { key: 'F8', label: t('board.report.title'), run: report },
    { key: 'F10', label: t('board.recap.title'), run: recap },
  ])
  return (
    <Page
      title={t('board.title')}
      tools={
        <>
          <ActButton hint="F7" onClick={day}>
            {t('board.day.title')}
          </ActButton>
          <ActButton hint="F8" onClick={report}>
            {t('board.report.title')}
          </ActButton>
          <ActButton hint="F10" onClick={recap}>
            {t('board.recap.title')}
          </ActButton>
        </>
      }
      primary={
        <ActButton hint="F9" disabled={!board.data} onClick={turn}>
          {word}
        </ActButton>
      }
    >
      <RefusalPanel error={board.error} />
      {board.isPending ? <Waiting rows={8} /> : null}
      {board.data ? (
        <div className={classes.page}>
          <TodayFinding today={board.data.today} />
          <Figures board={board.data} />
          <div className={classes.charts}>
            <div className={classes.column}>
              <StatusChart statuses={board.data.statuses} asTable={asTable} />
              <DiskTable {...board.data} />
            </div>
            <div className={classes.column}>
              <CopiesChart copies={board.data.copies} asTable={asTable} />
              <SiteStrips {...board.data} />
              <DiskChart disk={board.data.disk} />
            </div>
          </div>
        </div>
      ) : null}
    </Page>
  )
}
