import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../contract/enrolment.ts'
import { STATUS } from '../../../../contract/status.ts'
import form from '../../../ui/form.module.css'
import { TellResident } from '../../../ui/tell-resident.tsx'

/** What is said to the resident; of a failure also what is done next, and which sending this is. */
export function Standing({ recording: { status, step, attempt } }: { recording: Recording }) {
  const { t } = useTranslation()
  const words = [
    ...(attempt > 1 ? [`${t('ui.attempt', { attempt })}.`] : []),
    ...(step === STATUS[status].next ? [] : [t(`ui.nextSteps.${step}`)]),
  ]
  return (
    <>
      <TellResident status={status} step={step} />
      {words.length > 0 ? <p className={form.quiet}>{words.join(' ')}</p> : null}
    </>
  )
}
