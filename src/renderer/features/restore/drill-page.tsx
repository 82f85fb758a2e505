import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrillFacts } from '../../../contract/restore.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { PdfPreview } from '../../ui/pdf/pdf-preview.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useToast } from '../../ui/use-toast.ts'
import classes from './drill-page.module.css'
import { DrillResult } from './drill-result.tsx'
import { Drills } from './drills.tsx'
import { reportName, withPdf } from './report-name.ts'
import { RestoreProgress } from './restore-progress.tsx'

/** Uji pemulihan: restores the connected disks into a folder that is thrown away, compares, and shows the signed report. */
export function DrillPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const drills = useQuery(orpc.restore.drills.queryOptions({ input: {} }))
  const [chosen, setChosen] = useState<string | null>(null)
  const begin = useAct({
    ...orpc.restore.drill.mutationOptions(),
    onSuccess: (facts: DrillFacts) => {
      setChosen(facts.id)
      return queries.invalidateQueries({ queryKey: orpc.restore.drills.key() })
    },
  })
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.restore.saveDrill.mutationOptions())
  const toast = useToast()
  const shown = drills.data?.find(({ id }) => id === chosen) ?? drills.data?.[0]
  const go = () => begin.run({ disks: [] })
  const leave = () => void navigate({ to: '/backup' })
  const keep = () => {
    if (!shown) return
    choose.run({ kind: 'save', suggested: reportName('Uji pemulihan', shown) }, ({ path }) => {
      if (path === null) return
      save.run({ id: shown.id, path: withPdf(path) }, ({ signature }) =>
        toast(t('restore.drill.saved', { signature })),
      )
    })
  }
  useBeginOnce(go)
  useShortcuts([
    { key: 'Escape', label: t('ui.back'), run: leave, enabled: !begin.pending },
    { key: 'F10', label: t('restore.drill.run'), run: go, enabled: !begin.pending },
    { key: 'Ctrl+P', label: t('restore.drill.save'), run: keep, enabled: shown !== undefined },
  ])
  return (
    <Page
      title={t('restore.drill.title')}
      tools={
        <>
          <ActButton hint="Escape" disabled={begin.pending} onClick={leave}>
            {t('ui.back')}
          </ActButton>
          <ActButton hint="Ctrl+P" disabled={!shown} pending={choose.pending || save.pending} onClick={keep}>
            {t('restore.drill.save')}
          </ActButton>
        </>
      }
      primary={
        <ActButton variant="filled" hint="F10" pending={begin.pending} onClick={go}>
          {t('restore.drill.run')}
        </ActButton>
      }
    >
      <div className={form.column}>
        {begin.pending ? <RestoreProgress title={t('restore.drill.running')} /> : null}
        <RefusalPanel error={begin.error ?? drills.error ?? choose.error ?? save.error} />
        {drills.data && !shown && !begin.pending ? (
          <p className={form.quiet}>{t('restore.drill.none')}</p>
        ) : null}
        {shown ? (
          <div className={classes.halves}>
            <div className={form.column}>
              <DrillResult facts={shown} />
              <Drills drills={drills.data ?? []} chosen={shown.id} onChoose={setChosen} />
            </div>
            <PdfPreview
              url={`app://station/restore/${shown.id}.pdf`}
              label={t('restore.drill.report', { number: shown.number })}
            />
          </div>
        ) : null}
      </div>
    </Page>
  )
}

/** The button on the page of backups begins the drill by itself; coming back to this page later does not. */
function useBeginOnce(go: () => void): void {
  const begins = useRouterState({ select: ({ location }) => location.state.begin === true })
  const begun = useRef(false)
  useEffect(() => {
    if (!begins || begun.current) return
    begun.current = true
    window.history.replaceState({ ...window.history.state, begin: false }, '')
    go()
  }, [begins, go])
}
