import { useTranslation } from 'react-i18next'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { secondSlots } from '../guide/steps.ts'
import { CaptureStep } from './capture-step.tsx'
import { slotState } from './groups.ts'
import { Hands } from './hands.tsx'

/** Both index fingers again, to verify that the first capture was of the same person. */
export function SecondStep() {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const slots = secondSlots(draft)
  if (slots.length === 0) {
    return (
      <>
        <StepHead step="second" text="" />
        <StatusWord meaning="aman" word={t('enrolment.capture.secondNone')} />
      </>
    )
  }
  return (
    <CaptureStep
      step="second"
      kind="finger"
      slots={slots}
      groups={[{ word: 'indexes', slots }]}
      stateOf={(slot, threshold) => slotState(draft, slot, threshold)}
      picture={Hands}
    />
  )
}
