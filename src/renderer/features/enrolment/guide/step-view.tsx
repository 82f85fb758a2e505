import { lazy, Suspense } from 'react'
import type { Step } from '../../../../contract/enrolment.ts'
import { BiodataStep } from '../biodata/biodata-step.tsx'

const PhotoStep = lazy(() => import('../photo/photo-step.tsx'))
const SignatureStep = lazy(() => import('../signature/signature-step.tsx'))
const FingersStep = lazy(() => import('../captures/fingers-step.tsx'))
const IrisesStep = lazy(() => import('../captures/irises-step.tsx'))
const SecondStep = lazy(() => import('../captures/second-step.tsx'))
const ReviewStep = lazy(() => import('../review/review-step.tsx'))

const VIEWS = {
  biodata: BiodataStep,
  photo: PhotoStep,
  signature: SignatureStep,
  fingers: FingersStep,
  irises: IrisesStep,
  second: SecondStep,
  review: ReviewStep,
} as const

/** The middle of the guide. */
export function StepView({ step }: { step: Step }) {
  const View = VIEWS[step]
  return (
    <Suspense>
      <View />
    </Suspense>
  )
}
