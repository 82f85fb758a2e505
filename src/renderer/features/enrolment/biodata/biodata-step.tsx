import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { completeBiodata } from '../../../../contract/biodata.ts'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { AlikeStep } from '../alike/alike-step.tsx'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { BiodataForm } from './biodata-form.tsx'
import { firstField, type FormValues, readForm, startForm } from './form-values.ts'
import { ReadAloud } from './read-aloud.tsx'

/** Typed; then held against who looks alike, if anybody does; then read aloud. */
type Phase = 'form' | 'alike' | 'reading'

/** Biodata: typed and saved field by field, then read aloud to the resident and confirmed. */
export function BiodataStep() {
  const [phase, setPhase] = useState<Phase>('form')
  const back = useCallback(() => setPhase('form'), [])
  const read = useCallback(() => setPhase('reading'), [])
  return phase === 'alike' ? (
    <AlikeStep onDone={read} onBack={back} />
  ) : (
    <FormAndReading reading={phase === 'reading'} onPhase={setPhase} />
  )
}

function FormAndReading({ reading, onPhase }: { reading: boolean; onPhase: (phase: Phase) => void }) {
  const { t } = useTranslation()
  const { draft, saver, goTo } = useDraft()
  const take = useTakeDraft()
  const queries = useQueryClient()
  const [insisted, setInsisted] = useState(false)
  const form = useForm<FormValues>({
    defaultValues: startForm({ ...draft.biodata, ...saver.unsaved() }),
    shouldUnregister: false,
  })
  const review = useQuery(orpc.enrolment.review.queryOptions({ input: { id: draft.id } }))
  const { setFocus, getValues } = form
  const confirm = useAct({ ...orpc.enrolment.confirmBiodata.mutationOptions(), onSuccess: take })

  const confirmAndGo = () => confirm.run({ id: draft.id, confirmed: true }, () => goTo('photo'))
  /** Whoever looks alike is asked about first, also when the biodata was confirmed before. */
  const read = async () => {
    if (!(await saver.flush())) return
    const input = { id: draft.id }
    const { blocking } = await queries.fetchQuery(orpc.enrolment.review.queryOptions({ input, staleTime: 0 }))
    if (!blocking.some(({ code }) => code.startsWith('ALIKE-'))) {
      if (draft.confirmed) goTo('photo')
      else onPhase('reading')
      return
    }
    await queries.resetQueries({ queryKey: orpc.enrolment.alike.key({ input }) })
    onPhase('alike')
  }
  const next = (): boolean => {
    if (reading) {
      confirmAndGo()
      return true
    }
    const complete = completeBiodata(readForm(getValues()))
    if (!complete.ok && !insisted) {
      setInsisted(true)
      setFocus(firstField(complete.problems) ?? 'kk')
      return true
    }
    if (!complete.ok) return false
    void read()
    return true
  }
  useStepActions({
    next,
    back: () => {
      if (reading) onPhase('form')
      return reading
    },
    nextLabel: reading ? t('enrolment.biodata.right') : t('enrolment.next'),
    pending: confirm.pending,
  })
  if (reading) {
    return (
      <>
        <StepHead step="biodata" text={t('enrolment.biodata.readAloud')} />
        <RefusalPanel error={confirm.error} onDismiss={confirm.dismiss} />
        <ReadAloud values={readForm(getValues())} />
      </>
    )
  }
  return (
    <>
      <StepHead step="biodata" text={t('enrolment.biodata.text')} />
      <FormProvider {...form}>
        <BiodataForm
          showMissing={insisted}
          warnings={review.data?.warnings ?? []}
          onLast={() => next() || goTo('photo')}
        />
      </FormProvider>
    </>
  )
}
