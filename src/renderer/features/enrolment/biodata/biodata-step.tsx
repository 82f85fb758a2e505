import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { completeBiodata } from '../../../../contract/biodata.ts'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { BiodataForm } from './biodata-form.tsx'
import { firstField, type FormValues, readForm, startForm } from './form-values.ts'
import { ReadAloud } from './read-aloud.tsx'

/** Biodata: typed and saved field by field, then read aloud to the resident and confirmed. */
export function BiodataStep() {
  const { t } = useTranslation()
  const { draft, saver, goTo } = useDraft()
  const take = useTakeDraft()
  const [reading, setReading] = useState(false)
  const [insisted, setInsisted] = useState(false)
  const form = useForm<FormValues>({
    defaultValues: startForm({ ...draft.biodata, ...saver.unsaved() }),
    shouldUnregister: false,
  })
  const review = useQuery(orpc.enrolment.review.queryOptions({ input: { id: draft.id } }))
  const { setFocus, getValues } = form
  const confirm = useAct({ ...orpc.enrolment.confirmBiodata.mutationOptions(), onSuccess: take })

  const confirmAndGo = () => confirm.run({ id: draft.id, confirmed: true }, () => goTo('photo'))
  const read = async () => {
    if (await saver.flush()) setReading(true)
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
    if (!complete.ok || draft.confirmed) return false
    void read()
    return true
  }
  useStepActions({
    next,
    back: () => {
      if (reading) setReading(false)
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
