import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { photoBackground } from '../../../../contract/photo-background.ts'
import { client } from '../../../rpc.ts'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { ExceptionButton } from '../captures/exception-button.tsx'
import { PREPARING } from '../guide/capture-work.ts'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import { ByHandDialog } from './by-hand-dialog.tsx'
import { guideCrop } from './crop.ts'
import { cropByEyes } from './face/eye-crop.ts'
import { flawsOf, holds } from './face/flaws.ts'
import { qualityOf } from './face/quality.ts'
import { pictureOf } from './frame-of.ts'
import { LiveCamera } from './live-camera.tsx'
import { PhotoExceptions } from './photo-exceptions.tsx'
import { TakenPhoto } from './taken-photo.tsx'
import { useFaceWatch } from './use-face-watch.ts'
import type { Taken } from './use-live-look.ts'

/** Photo: the camera as large as it can be, then what was taken, to be shown to the resident. */
export function PhotoStep() {
  const { t } = useTranslation()
  const { draft, goTo } = useDraft()
  const original = useCaptured('photo-original')
  const [again, setAgain] = useState(false)
  const { save, act } = useSaveCapture()
  const { tanggalLahir = '', kewarganegaraan = '' } = draft.biodata
  const background = photoBackground(tanggalLahir, kewarganegaraan)

  const watch = useFaceWatch()
  const attempts = Math.min(99, (original?.meta.attempts ?? 0) + 1)
  /** A file that was chosen and is not good: it waits for its reason. */
  const [chosen, setChosen] = useState<Taken | null>(null)

  /** The untouched picture and where the photo lies in it: the core cuts it, so that both come at once. */
  const keep = ({ file, size, look }: Taken, device: string, reason: string | null, part?: number) => {
    const flaws = look ? flawsOf(look) : []
    const said = reason !== null && (!look || holds(flaws)) ? { reason } : {}
    const seen = look ? { quality: qualityOf(look), ...(flaws.length > 0 ? { flaws } : {}) } : {}
    const crop = look?.face ? cropByEyes(look.face, size) : guideCrop(size, part)
    save({ slot: 'photo-original', file, meta: { device, attempts, crop, ...seen, ...said } }, () =>
      setAgain(false),
    )
  }
  const looking = useAct({
    mutationKey: PREPARING,
    mutationFn: async (file: File): Promise<Taken> => {
      const picture = await pictureOf(file)
      // What no page can show is the core's to refuse.
      const size = picture ? { width: picture.width, height: picture.height } : { width: 3, height: 4 }
      const looked = picture ? await watch.look(picture, background) : null
      return { file, size, look: looked?.look ?? null }
    },
    // Before it counts as done: it is one piece of work for who waits.
    onSuccess: (taken) => {
      if (taken.look && holds(flawsOf(taken.look))) setChosen(taken)
      else keep(taken, t('enrolment.photo.fromFile'), t('enrolment.photo.byHand.noCheck'), 1)
    },
  })
  const asks = original !== undefined && !again && !draft.photoApproved
  useStepActions({
    // The resident sees the photo and says yes to it before anything else is captured (FACTS: recording).
    next: () => {
      if (asks) goTo('signature', () => client.enrolment.approvePhoto({ id: draft.id, approved: true }))
      return asks
    },
    ...(asks ? { nextLabel: t('enrolment.photo.agree') } : {}),
  })
  return (
    <>
      <StepHead step="photo" text={t(`enrolment.photo.background.${background}`)} />
      <RefusalPanel
        error={act.error ?? looking.error}
        onDismiss={act.error ? act.dismiss : looking.dismiss}
      />
      {original && !again ? (
        <TakenPhoto
          key={original.url}
          original={original}
          watch={watch}
          background={background}
          saving={act.pending}
          onPhoto={(file, meta) => save({ slot: 'photo', file, meta }, () => setAgain(false))}
          onAgain={() => setAgain(true)}
        />
      ) : (
        <LiveCamera
          saving={act.pending || looking.pending}
          watch={watch}
          background={background}
          onTaken={keep}
          onFile={looking.run}
          onCancel={original ? () => setAgain(false) : undefined}
          tool={original ? null : <ExceptionButton slot="photo" />}
        />
      )}
      {chosen ? (
        <ByHandDialog
          flaws={chosen.look ? flawsOf(chosen.look) : []}
          onClose={() => setChosen(null)}
          onReason={(reason) => {
            setChosen(null)
            keep(chosen, t('enrolment.photo.fromFile'), reason, 1)
          }}
        />
      ) : null}
      <PhotoExceptions />
    </>
  )
}
