import { useMutationState } from '@tanstack/react-query'
import { actOf } from '../../../ui/long-work.ts'
import { useDebounced } from '../../../ui/use-debounced.ts'

/** From a capture to what it looks like: what takes longer says that it is under way (issue: speed of the desk). In milliseconds. */
const SHOWN_AFTER = 200

const ACTS = [
  'enrolment-capture',
  'enrolment-saveCapture',
  'enrolment-addDocument',
  'enrolment-takeScan',
  'enrolment-turnDocument',
] as const
export type CaptureAct = (typeof ACTS)[number]

/** The key of work in the page that goes before a capture is kept: a picture that is looked at or cut. */
export const PREPARING = [['enrolment', 'saveCapture']]

/** The capture that is under way and takes long enough to be told of. */
export function useCaptureWork(): CaptureAct | null {
  const pending = useMutationState({
    filters: { status: 'pending' },
    select: ({ options }) => actOf(options.mutationKey),
  })
  const act = ACTS.find((one) => pending.includes(one)) ?? null
  const long = useDebounced(act !== null, SHOWN_AFTER)
  return long ? act : null
}
