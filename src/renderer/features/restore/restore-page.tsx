import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RestorePlan, RestoreResult } from '../../../contract/restore.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { DoorFrame } from '../../ui/door-frame.tsx'
import form from '../../ui/form.module.css'
import { refusalCode, refusalParam } from '../../ui/refusal.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Done } from './done.tsx'
import { Keys } from './keys.tsx'
import { PlanStep } from './plan-step.tsx'
import { Places } from './places.tsx'
import { RestoreProgress } from './restore-progress.tsx'
import {
  curedByOthers,
  type SourceField,
  sourceInput,
  stationsNamed,
  wrongInKeys,
  wrongInPlaces,
} from './source.ts'
import { StepForm } from './step-form.tsx'
import { Steps } from './steps.tsx'
import { useSource } from './use-source.ts'

export interface Interrupted {
  readonly disks: readonly string[]
  readonly drive: string | null
  readonly trust: string
}

/**
 * Pemulihan at an empty computer, step by step: sources, keys, plan, result. Nothing is written before the plan is agreed to; one that
 * was interrupted comes back with its sources, and only what opens them is asked again.
 */
export function RestorePage({
  interrupted,
  onBack,
}: {
  interrupted: Interrupted | null
  onBack: () => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { source, change, drives, disks } = useSource(
    interrupted
      ? { disks: [...interrupted.disks], drive: interrupted.drive ?? '', trust: interrupted.trust }
      : {},
  )
  const [step, setStep] = useState<'places' | 'keys'>(interrupted ? 'keys' : 'places')
  const [wrong, setWrong] = useState<readonly SourceField[]>([])
  const [plan, setPlan] = useState<RestorePlan | null>(null)
  const [done, setDone] = useState<RestoreResult | null>(null)
  const look = useAct(orpc.restore.plan.mutationOptions())
  const stations = stationsNamed(severalOf(look.error))

  const check = (found: SourceField[], next: () => void) => {
    setWrong(found)
    if (found.length === 0) next()
  }
  const chosen = { ...source, station: source.station === '' ? (stations[0] ?? '') : source.station }
  if (done) return <Done result={done} onOpen={() => void queries.invalidateQueries()} />
  if (plan)
    return (
      <PlanStep
        plan={plan}
        input={sourceInput(chosen, disks)}
        resumes={interrupted !== null}
        onBack={() => setPlan(null)}
        onDone={setDone}
      />
    )
  if (step === 'places')
    return (
      <DoorFrame title={t('restore.title')} text={t('restore.text')} wide>
        <Steps at="places" />
        <StepForm
          back={{ word: t('ui.back'), run: onBack }}
          next={t('restore.next')}
          onNext={() => check(wrongInPlaces(disks, source), () => setStep('keys'))}
        >
          <Places source={source} drives={drives} wrong={wrong.includes('disks')} onChange={change} />
        </StepForm>
      </DoorFrame>
    )
  return (
    <DoorFrame title={t(interrupted ? 'restore.interrupted' : 'restore.title')} wide>
      <Steps at="keys" />
      {interrupted ? <p className={form.quiet}>{t('restore.interruptedText')}</p> : null}
      <StepForm
        back={{ word: t('restore.change'), run: () => setStep('places') }}
        next={t('restore.plan')}
        pending={look.pending}
        onNext={() => check(wrongInKeys(chosen), () => look.run(sourceInput(chosen, disks), setPlan))}
      >
        <Keys source={source} wrong={wrong} stations={stations} onChange={change} />
        <RefusalPanel
          error={look.error}
          actions={<Again code={refusalCode(look.error)} onPlaces={() => setStep('places')} />}
        />
        {look.pending ? <RestoreProgress title={t('restore.looking')} /> : null}
      </StepForm>
    </DoorFrame>
  )
}

/** A refusal that other sources cure offers them. */
function Again({ code, onPlaces }: { code: string | null; onPlaces: () => void }) {
  const { t } = useTranslation()
  if (!curedByOthers(code)) return null
  return <ActButton onClick={onPlaces}>{t('restore.change')}</ActButton>
}

/** The stations that a refusal to choose by itself names; null for any other answer. */
function severalOf(error: unknown): string | null {
  return refusalCode(error) === 'RESTORE-SEVERAL' ? refusalParam(error, 'stations') : null
}
