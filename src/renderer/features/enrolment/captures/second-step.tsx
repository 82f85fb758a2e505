import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Finger, Slot } from '../../../../contract/enrolment.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { secondSlots } from '../guide/steps.ts'
import { CaptureStep } from './capture-step.tsx'
import { slotState } from './groups.ts'
import { Hands } from './hands.tsx'

/** Which finger of the slot's hand serves: the one that was chosen, else the one that was captured already, else the index. */
function serving(draft: Draft, slot: Slot, chosen: readonly Finger[]): Slot {
  const hand = slot.split('-')[1] ?? ''
  const finger = chosen.find((one) => one.startsWith(hand))
  if (finger) return `second-${finger}`
  const captured = draft.captures.find((capture) => capture.slot.startsWith(`second-${hand}-`))
  return captured?.slot ?? slot
}

/** Both index fingers a second time: compared where there is a matcher, else kept for the centre. */
export function SecondStep() {
  const { t } = useTranslation()
  const { draft } = useDraft()
  const [chosen, setChosen] = useState<readonly Finger[]>([])
  const slots = secondSlots(draft).map((slot) => serving(draft, slot, chosen))
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
      // Other slots, other choices.
      key={slots.join()}
      step="second"
      kind="finger"
      slots={slots}
      groups={[{ word: 'indexes', slots }]}
      stateOf={(slot, threshold) => slotState(draft, slot, threshold)}
      picture={Hands}
      onFinger={(finger) =>
        setChosen([finger, ...chosen.filter((one) => one.split('-')[0] !== finger.split('-')[0])])
      }
    />
  )
}
