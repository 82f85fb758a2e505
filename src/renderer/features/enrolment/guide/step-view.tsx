import { useEffect } from 'react'
import { type Step, STEPS } from '../../../../contract/enrolment.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { BiodataStep } from '../biodata/biodata-step.tsx'

const LATER = {
  photo: lazyPart(async () => (await import('../photo/photo-step.tsx')).PhotoStep),
  signature: lazyPart(async () => (await import('../signature/signature-step.tsx')).SignatureStep),
  fingers: lazyPart(async () => (await import('../captures/fingers-step.tsx')).FingersStep),
  irises: lazyPart(async () => (await import('../captures/irises-step.tsx')).IrisesStep),
  documents: lazyPart(async () => (await import('../documents/documents-step.tsx')).DocumentsStep),
  second: lazyPart(async () => (await import('../captures/second-step.tsx')).SecondStep),
  review: lazyPart(async () => (await import('../review/review-step.tsx')).ReviewStep),
} as const

/** The middle of the guide. The steps to come are fetched while the first one is typed. */
export function StepView({ step }: { step: Step }) {
  useEffect(() => {
    for (const later of STEPS) if (later !== 'biodata') LATER[later].preload()
  }, [])
  if (step === 'biodata') return <BiodataStep />
  const View = LATER[step]
  return <View />
}
