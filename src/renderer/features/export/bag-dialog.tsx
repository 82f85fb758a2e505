import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { BagLife } from './bag-life.tsx'
import { LetterDialog } from './letter-dialog.tsx'
import { StepForm, type StepName } from './step-form.tsx'

const TITLES = { 'hand-over': 'bag.handTitle', arrived: 'bag.arrivedTitle', lost: 'bag.lostTitle' } as const

/** One bag: where it is and since when, what can be done with it now, its letter. */
export function BagDialog({ bag, onClose }: { bag: Bag; onClose: () => void }) {
  const { t } = useTranslation()
  const [step, setStep] = useState<StepName | 'letter' | null>(null)
  if (step === 'letter') return <LetterDialog bag={bag} onClose={() => setStep(null)} />
  const back = () => setStep(null)
  const title = t(step === null ? 'bag.title' : TITLES[step], { seq: bag.seq })
  return (
    // Escape is a key of what is shown: the dialog's own would close the bag behind its step as well.
    <Modal opened onClose={step === null ? onClose : back} closeOnEscape={false} title={title} size={640}>
      {step === null ? (
        <BagLife bag={bag} onStep={setStep} onClose={onClose} />
      ) : (
        <StepForm bag={bag} step={step} onDone={back} />
      )}
    </Modal>
  )
}
