import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestorePlan, RestoreResult } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { PlanFacts } from './plan-facts.tsx'
import { PlanTables } from './plan-tables.tsx'
import { RestoreProgress } from './restore-progress.tsx'
import type { sourceInput } from './source.ts'
import { Steps } from './steps.tsx'

interface PlanStepProps {
  readonly plan: RestorePlan
  readonly input: ReturnType<typeof sourceInput>
  /** An interrupted one goes on. */
  readonly resumes: boolean
  readonly onBack: () => void
  readonly onDone: (result: RestoreResult) => void
}

/** The plan: what is sound, damaged and missing; a dry run, and the restore itself. */
export function PlanStep({ plan, input, resumes, onBack, onDone }: PlanStepProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const run = useAct(orpc.restore.run.mutationOptions())
  const dry = useAct(orpc.restore.dryRun.mutationOptions())
  const [tried, setTried] = useState<RestorePlan | null>(null)
  const pending = run.pending || dry.pending
  const go = () => run.run(input, onDone)
  const tryOut = () => {
    setTried(null)
    dry.run(input, setTried)
  }
  const word = t(resumes ? 'restore.resume' : 'restore.run')
  useShortcuts([
    { key: 'Escape', label: t('ui.back'), run: onBack, enabled: !pending },
    { key: 'F9', label: t('restore.dryRun'), run: tryOut, enabled: !pending },
    { key: 'Enter', label: word, run: go, enabled: !pending },
  ])
  return (
    <DoorFrame title={t('restore.title')} wide>
      <Steps at="plan" />
      <div className={form.column}>
        <PlanFacts plan={plan} />
        <PlanTables plan={plan} />
        {tried ? (
          <div role="status">
            <StatusWord
              meaning="aman"
              word={t('restore.dryDone', { packets: formatCount(tried.packets, language) })}
            />
          </div>
        ) : null}
        {pending ? (
          <RestoreProgress title={t(run.pending ? 'restore.running' : 'restore.dryRunning')} />
        ) : null}
        <RefusalPanel error={run.error ?? dry.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pending} onClick={onBack}>
            {t('ui.back')}
          </ActButton>
          <ActButton hint="F9" disabled={run.pending} pending={dry.pending} onClick={tryOut}>
            {t('restore.dryRun')}
          </ActButton>
          <ActButton
            variant="filled"
            hint="Enter"
            autoFocus
            disabled={dry.pending}
            pending={run.pending}
            onClick={go}
          >
            {word}
          </ActButton>
        </div>
      </div>
    </DoorFrame>
  )
}
