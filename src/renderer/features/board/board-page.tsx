import { useQuery } from '@tanstack/react-query'
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
import { Figures } from './figures.tsx'
import { StatusChart } from './status-chart.tsx'
import { TodayFinding } from './today-finding.tsx'

/** The board: today in a sentence, figures that lead to their lists, and where everything stands. */
export function BoardPage() {
  const { t } = useTranslation()
  const board = useQuery(orpc.board.show.queryOptions({ input: {} }))
  const [asTable, setAsTable] = useState(false)
  const turn = () => setAsTable(!asTable)
  const word = t(asTable ? 'board.picture' : 'board.table')
  useShortcuts([{ key: 'F9', label: word, run: turn, enabled: board.data !== undefined }])
  return (
    <Page
      title={t('board.title')}
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
            <StatusChart statuses={board.data.statuses} asTable={asTable} />
            <div className={classes.column}>
              <CopiesChart copies={board.data.copies} asTable={asTable} />
              <DiskChart disk={board.data.disk} />
            </div>
          </div>
        </div>
      ) : null}
    </Page>
  )
}
