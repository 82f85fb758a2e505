import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { photoBackground } from '../../../../contract/photo-background.ts'
import { orpc } from '../../../orpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { ExceptionButton } from '../captures/exception-button.tsx'
import { useDraft, useTakeDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import { type Crop, guideCrop, type Size } from './crop.ts'
import { sizeOf } from './frame-of.ts'
import { LiveCamera } from './live-camera.tsx'
import { PhotoExceptions } from './photo-exceptions.tsx'
import { TakenPhoto } from './taken-photo.tsx'

/** Photo: the camera as large as it can be, then what was taken, to be shown to the resident. */
export function PhotoStep() {
  const { t } = useTranslation()
  const { draft, goTo } = useDraft()
  const original = useCaptured('photo-original')
  const [again, setAgain] = useState(false)
  const { save, act } = useSaveCapture()
  const { tanggalLahir = '', kewarganegaraan = '' } = draft.biodata
  const background = photoBackground(tanggalLahir, kewarganegaraan)

  /** The untouched picture and where the photo lies in it: the core cuts it, so that both come at once. */
  const keep = (file: Blob, crop: Crop, device: string, attempts: number) =>
    save({ slot: 'photo-original', file, meta: { device, attempts, crop } }, () => setAgain(false))
  const keepFile = async (file: File) => {
    const size: Size = (await sizeOf(file)) ?? { width: 3, height: 4 }
    keep(file, guideCrop(size, 1), t('enrolment.photo.fromFile'), 1)
  }
  const take = useTakeDraft()
  const approve = useAct({ ...orpc.enrolment.approvePhoto.mutationOptions(), onSuccess: take })
  const asks = original !== undefined && !again && !draft.photoApproved
  useStepActions({
    // The resident sees the photo and says yes to it before anything else is captured (FACTS: recording).
    next: () => {
      if (asks) approve.run({ id: draft.id, approved: true }, () => goTo('signature'))
      return asks
    },
    pending: approve.pending,
    ...(asks ? { nextLabel: t('enrolment.photo.agree') } : {}),
  })
  const attempts = (original?.meta.attempts ?? 0) + 1
  return (
    <>
      <StepHead step="photo" text={t(`enrolment.photo.background.${background}`)} />
      <RefusalPanel error={act.error ?? approve.error} onDismiss={act.dismiss} />
      {original && !again ? (
        <TakenPhoto
          key={original.url}
          original={original}
          onCrop={(file, crop) =>
            save({ slot: 'photo', file, meta: { ...original.meta, crop } }, () => setAgain(false))
          }
          onAgain={() => setAgain(true)}
        />
      ) : (
        <LiveCamera
          saving={act.pending}
          onTaken={(file, size, device) => keep(file, guideCrop(size), device, Math.min(99, attempts))}
          onFile={(file) => void keepFile(file)}
          onCancel={original ? () => setAgain(false) : undefined}
          tool={original ? null : <ExceptionButton slot="photo" />}
        />
      )}
      <PhotoExceptions />
    </>
  )
}
