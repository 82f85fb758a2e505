import { Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { BiodataSummary } from './biodata-summary.tsx'
import { Blocking } from './blocking.tsx'
import { CaptureStrip } from './capture-strip.tsx'
import classes from './review.module.css'

/** Everything on one page, what is still missing, the resident's word that it is true, and the seal. */
export function ReviewStep() {
  const { t } = useTranslation()
  const { draft, settled } = useDraft()
  const { id } = draft
  const take = useTakeDraft()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const review = useQuery(orpc.enrolment.review.queryOptions({ input: { id }, staleTime: 0 }))
  const truth = useAct({ ...orpc.enrolment.truth.mutationOptions(), onSuccess: take })
  const seal = useAct({
    ...orpc.enrolment.seal.mutationOptions(),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.enrolment.drafts.key() })
      void queries.invalidateQueries({ queryKey: orpc.enrolment.list.key() })
    },
  })
  const blocking = review.data?.blocking ?? []
  const ready = review.data !== undefined && blocking.length === 0
  const sealNow = async () => {
    if (!(await settled())) return
    const to = draft.amends
      ? ({ to: '/enrolment/recording/$id', params: { id: draft.amends.recording } } as const)
      : ({ to: '/enrolment/sealed/$id', params: { id } } as const)
    seal.run({ id }, () => void navigate({ ...to, replace: true }))
  }
  useStepActions({
    next: () => {
      if (ready) void sealNow()
      return true
    },
    nextLabel: t('enrolment.review.seal'),
    nextEnabled: ready,
    pending: seal.pending,
  })
  return (
    <>
      <StepHead step="review" text={t('enrolment.review.text')} />
      <RefusalPanel error={review.error ?? truth.error ?? seal.error} />
      <div className={classes.page}>
        <BiodataSummary biodata={draft.biodata} />
        <CaptureStrip draft={draft} />
      </div>
      <div className={classes.end}>
        <Blocking
          blocking={blocking.filter(({ code }) => code !== 'TRUTH-MISSING')}
          warnings={review.data?.warnings ?? []}
        />
        <Checkbox
          className={classes.truth}
          label={t('enrolment.review.truth')}
          checked={draft.truth}
          autoFocus
          disabled={seal.pending}
          onChange={({ currentTarget: { checked } }) => truth.run({ id, truth: checked })}
        />
      </div>
    </>
  )
}
