import { useDraft } from '../guide/draft-context.tsx'
import { FINGER_SLOTS } from '../guide/steps.ts'
import { CaptureStep } from './capture-step.tsx'
import { FINGER_GROUPS, slotState } from './groups.ts'
import { Hands } from './hands.tsx'

/** All ten fingers: right four, left four, thumbs. */
export function FingersStep() {
  const { draft } = useDraft()
  return (
    <CaptureStep
      step="fingers"
      kind="finger"
      slots={FINGER_SLOTS}
      groups={FINGER_GROUPS}
      stateOf={(slot, threshold) => slotState(draft, slot, threshold)}
      picture={Hands}
    />
  )
}
