import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { photoBackground } from '../../../../contract/photo-background.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import { type Crop, guideCrop, type Size } from './crop.ts'
import { sizeOf } from './frame-of.ts'
import { LiveCamera } from './live-camera.tsx'
import { TakenPhoto } from './taken-photo.tsx'

/** Photo: the camera as large as it can be, then what was taken, to be shown to the resident. */
export function PhotoStep() {
  const { t } = useTranslation()
  const { draft } = useDraft()
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
  const attempts = (original?.meta.attempts ?? 0) + 1
  return (
    <>
      <StepHead step="photo" text={t(`enrolment.photo.background.${background}`)} />
      <RefusalPanel error={act.error} onDismiss={act.dismiss} />
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
        />
      )}
    </>
  )
}
