import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestorePlan } from '../../../contract/restore.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { refusalCode, refusalParam } from '../../ui/refusal.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { PlanFacts } from './plan-facts.tsx'
import { RestoreProgress } from './restore-progress.tsx'
import { SourceForm } from './source-form.tsx'
import { EMPTY_SOURCE, sourceInput, stationsNamed } from './source.ts'

/** Restore in the window: the sources, the plan, the work, the result. Nothing is written before the plan is agreed to. */
export function RestorePage({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [source, setSource] = useState(EMPTY_SOURCE)
  const [plan, setPlan] = useState<RestorePlan | null>(null)
  const [done, setDone] = useState(false)
  const look = useAct(orpc.restore.plan.mutationOptions())
  const run = useAct(orpc.restore.run.mutationOptions())
  const back = plan && !done ? () => setPlan(null) : onBack
  const go = () => run.run(sourceInput(source), () => setDone(true))
  const open = () => void queries.invalidateQueries()
  useShortcuts([
    { key: 'Escape', label: t('ui.back'), run: back, enabled: !run.pending && !done },
    ...(plan
      ? [
          {
            key: 'Enter',
            label: t(done ? 'restore.open' : 'restore.run'),
            run: done ? open : go,
            enabled: !run.pending,
          },
        ]
      : []),
  ])

  if (!plan) {
    return (
      <DoorFrame title={t('restore.title')} text={t('restore.text')} wide>
        <SourceForm
          source={source}
          pending={look.pending}
          problem={<RefusalPanel error={look.error} />}
          stations={stationsNamed(severalOf(look.error))}
          onBack={onBack}
          onPlan={(chosen) => {
            setSource(chosen)
            look.run(sourceInput(chosen), setPlan)
          }}
        />
      </DoorFrame>
    )
  }
  return (
    <DoorFrame title={t(done ? 'restore.finished' : 'restore.title')} wide>
      <div className={form.column}>
        {done ? (
          <StatusWord meaning="aman" word={t('restore.finishedText', { packets: plan.packets })} />
        ) : (
          <PlanFacts plan={plan} />
        )}
        {run.pending ? <RestoreProgress /> : null}
        <RefusalPanel error={run.error} />
        <div className={form.foot}>
          {done ? (
            <ActButton variant="filled" hint="Enter" autoFocus onClick={open}>
              {t('restore.open')}
            </ActButton>
          ) : (
            <>
              <ActButton hint="Escape" disabled={run.pending} onClick={back}>
                {t('restore.change')}
              </ActButton>
              <ActButton variant="filled" hint="Enter" autoFocus pending={run.pending} onClick={go}>
                {t('restore.run')}
              </ActButton>
            </>
          )}
        </div>
      </div>
    </DoorFrame>
  )
}

/** The stations that a refusal to choose by itself names; null for any other answer. */
function severalOf(error: unknown): string | null {
  return refusalCode(error) === 'RESTORE-SEVERAL' ? refusalParam(error, 'stations') : null
}
