import { useDraft } from '../guide/draft-context.tsx'
import { IRIS_SLOTS } from '../guide/steps.ts'
import { CaptureStep } from './capture-step.tsx'
import { Eyes } from './eyes.tsx'
import { IRIS_GROUPS, slotState } from './groups.ts'

/** Both irises. */
export function IrisesStep() {
  const { draft } = useDraft()
  return (
    <CaptureStep
      step="irises"
      kind="iris"
      slots={IRIS_SLOTS}
      groups={IRIS_GROUPS}
      stateOf={(slot, threshold) => slotState(draft, slot, threshold)}
      picture={Eyes}
    />
  )
}
