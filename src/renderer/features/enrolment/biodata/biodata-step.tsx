import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { type BiodataField, completeBiodata } from '../../../../contract/biodata.ts'
import { orpc } from '../../../orpc.ts'
import { client } from '../../../rpc.ts'
import { AlikeStep } from '../alike/alike-step.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { BiodataForm } from './biodata-form.tsx'
import { firstField, type FormValues, readForm, startForm } from './form-values.ts'
import { ReasonsStep } from './reasons-step.tsx'
import { ReadAloud } from './read-aloud.tsx'

/** Typed; then warnings get their reasons and whoever looks alike is decided on, where there are any; then read aloud. */
type Phase = 'form' | 'reasons' | 'alike' | 'reading'

/** Biodata: typed and saved field by field, then read aloud to the resident and confirmed. */
export function BiodataStep() {
  const { draft, goTo } = useDraft()
  const queries = useQueryClient()
  const [phase, setPhase] = useState<Phase>('form')
  /** The field at which the reading was left: the form opens there. */
  const [at, setAt] = useState<BiodataField | null>(null)
  const back = useCallback(() => setPhase('form'), [])
  const { id, confirmed } = draft
  /** What comes after a complete form, also when it was confirmed before. */
  const goOn = useCallback(async () => {
    const input = { id }
    const { blocking } = await queries.fetchQuery(orpc.enrolment.review.queryOptions({ input, staleTime: 0 }))
    const has = (code: string) => blocking.some((item) => item.code.startsWith(code))
    if (has('REASON-')) setPhase('reasons')
    else if (has('ALIKE-')) {
      await queries.resetQueries({ queryKey: orpc.enrolment.alike.key({ input }) })
      setPhase('alike')
    } else if (confirmed) goTo('photo')
    else setPhase('reading')
  }, [confirmed, goTo, id, queries])
  const done = useCallback(() => void goOn(), [goOn])
  if (phase === 'reasons') return <ReasonsStep onDone={done} onBack={back} />
  if (phase === 'alike') return <AlikeStep onDone={done} onBack={back} />
  return phase === 'reading' ? (
    <Reading onField={setAt} onBack={back} />
  ) : (
    <Form focusOn={at} onComplete={goOn} />
  )
}

/** What was typed is read to the resident. */
function Reading({ onField, onBack }: { onField: (field: BiodataField) => void; onBack: () => void }) {
  const { t } = useTranslation()
  const { draft, goTo } = useDraft()
  useStepActions({
    next: () => {
      goTo('photo', () => client.enrolment.confirmBiodata({ id: draft.id, confirmed: true }))
      return true
    },
    back: () => {
      onBack()
      return true
    },
    nextLabel: t('enrolment.biodata.right'),
  })
  return (
    <>
      <StepHead step="biodata" text={t('enrolment.biodata.readAloud')} />
      <ReadAloud values={draft.biodata} onField={onField} />
    </>
  )
}

interface FormProps {
  readonly focusOn: BiodataField | null
  /** Everything is filled and on the disk. */
  readonly onComplete: () => Promise<void>
}

function Form({ focusOn, onComplete }: FormProps) {
  const { t } = useTranslation()
  const { draft, saver, goTo } = useDraft()
  const [insisted, setInsisted] = useState(false)
  const form = useForm<FormValues>({
    defaultValues: startForm({ ...draft.biodata, ...saver.unsaved() }),
    shouldUnregister: false,
  })
  const review = useQuery(orpc.enrolment.review.queryOptions({ input: { id: draft.id } }))
  const { setFocus, getValues } = form
  const read = async () => {
    if (await saver.flush()) await onComplete()
  }
  const next = (): boolean => {
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
  useStepActions({ next, nextLabel: t('enrolment.next') })
  return (
    <>
      <StepHead step="biodata" text={t('enrolment.biodata.text')} />
      <FormProvider {...form}>
        <BiodataForm
          focusOn={focusOn}
          showMissing={insisted}
          warnings={review.data?.warnings ?? []}
          onLast={() => next() || goTo('photo')}
        />
      </FormProvider>
    </>
  )
}
