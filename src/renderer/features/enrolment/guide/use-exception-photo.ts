import { useQuery } from '@tanstack/react-query'
import type { Capture } from '../../../../contract/enrolment.ts'
import { orpc } from '../../../orpc.ts'
import { useDraft } from './draft-context.tsx'
import { asksExceptionPhoto } from './steps.ts'

export interface ExceptionPhoto {
  /** Whether the Dinas asks for it and something is excepted that it could show. */
  readonly asked: boolean
  readonly capture: Capture | undefined
  /** Asked for, and neither there nor excepted itself. */
  readonly missing: boolean
}

/** The photo that shows what a biometric exception is about, as it stands. */
export function useExceptionPhoto(): ExceptionPhoto {
  const { draft } = useDraft()
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const asked = station.data?.exceptionPhoto === true && asksExceptionPhoto(draft)
  const capture = draft.captures.find(({ slot }) => slot === 'exception-photo')
  const excepted = draft.exceptions.some(({ slot }) => slot === 'exception-photo')
  return { asked, capture, missing: asked && capture === undefined && !excepted }
}
