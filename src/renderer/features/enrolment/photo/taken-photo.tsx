import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Capture } from '../../../../contract/enrolment.ts'
import type { PhotoBackground } from '../../../../contract/photo-background.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { PREPARING } from '../guide/capture-work.ts'
import { type CaptureMeta, useCaptured } from '../guide/use-captures.ts'
import { cutPhoto } from './cut.ts'
import { type Crop, cropByKey, guideCrop, type Size } from './crop.ts'
import type { FaceWatch } from './face/open-watch.ts'
import { Guide3x4 } from './guide-3x4.tsx'
import classes from './photo.module.css'

interface TakenPhotoProps {
  readonly original: Capture
  readonly watch: FaceWatch
  readonly background: PhotoBackground
  readonly saving: boolean
  /** The photo made anew of the untouched original: where from, and what colour stands behind it. */
  readonly onPhoto: (file: Blob, meta: CaptureMeta) => void
  readonly onAgain: () => void
}

/** What was taken: the untouched picture with the crop in it, and the photo as the card will show it. */
export function TakenPhoto(props: TakenPhotoProps) {
  const { original, watch, background, saving, onPhoto, onAgain } = props
  const { t } = useTranslation()
  const photo = useCaptured('photo')
  const [size, setSize] = useState<Size | null>(null)
  const [moved, setMoved] = useState<Crop | null>(null)
  const [failed, setFailed] = useState(false)
  const crop = moved ?? photo?.meta.crop ?? (size ? guideCrop(size, 1) : null)
  const replaced = photo?.meta.background !== undefined

  const change = (key: string) => {
    const next = size && crop ? cropByKey(key, crop, size) : null
    if (next) setMoved(next)
  }
  /** Cuts the photo, and puts the asked colour behind the person where it is to be there. */
  const making = useAct({
    mutationKey: PREPARING,
    mutationFn: async ({ cut, replace }: { cut: Crop; replace: boolean }) => {
      const plain = await cutPhoto(original.url, cut)
      return replace ? await watch.background(await createImageBitmap(plain), background) : plain
    },
    onSuccess: (changed, { cut, replace }) => {
      if (changed) onPhoto(changed, { ...original.meta, crop: cut, ...(replace ? { background } : {}) })
      setMoved(null)
      setFailed(changed === null)
    },
  })
  const make = (cut: Crop, replace: boolean) => making.run({ cut, replace })
  const keepCrop = () => moved && make(moved, replaced)
  const swap = () => crop && make(crop, !replaced)
  const swapWord = t(replaced ? 'enrolment.photo.backdrop.own' : `enrolment.photo.backdrop.${background}`)
  const free = !making.pending && !saving
  const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-']
  useShortcuts([
    { key: 'F9', label: t('enrolment.photo.again'), run: onAgain },
    { key: 'F7', label: swapWord, run: swap, enabled: free },
    {
      key: 'Enter',
      label: t('enrolment.photo.keepCrop'),
      run: keepCrop,
      enabled: moved !== null && free,
    },
    ...arrows.map((key) => ({
      key,
      label: t(key === '+' || key === '-' ? 'enrolment.photo.scale' : 'enrolment.photo.move'),
      run: () => change(key),
    })),
  ])
  return (
    <div className={classes.step}>
      <div className={classes.taken}>
        <div className={classes.stage}>
          <img
            className={classes.picture}
            src={original.url}
            alt={t('enrolment.photo.original')}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setSize({ width, height })
            }
          />
          {size && crop ? <Guide3x4 size={size} crop={crop} /> : null}
        </div>
        {photo ? <img className={classes.card} src={photo.url} alt={t('enrolment.steps.photo')} /> : null}
      </div>
      <RefusalPanel error={making.error} onDismiss={making.dismiss} />
      <Findings original={original} replaced={replaced} failed={failed} />
      <div className={classes.tools}>
        <ActButton hint="F9" onClick={onAgain}>
          {t('enrolment.photo.again')}
        </ActButton>
        {moved ? (
          <ActButton hint="Enter" pending={!free} onClick={keepCrop}>
            {t('enrolment.photo.keepCrop')}
          </ActButton>
        ) : (
          <span className={classes.quiet}>{t('enrolment.photo.cropHint')}</span>
        )}
        <span className={classes.spring} />
        <ActButton hint="F7" pending={!free} onClick={swap}>
          {swapWord}
        </ActButton>
      </div>
    </div>
  )
}

/** What was wrong with the photo, why it was taken nevertheless, and what became of its backdrop. */
function Findings({ original, replaced, failed }: { original: Capture; replaced: boolean; failed: boolean }) {
  const { t } = useTranslation()
  const { flaws = [], reason } = original.meta
  const backdrop = flaws.includes('background') && !replaced
  return (
    <div className={classes.findings} role="status">
      {reason === undefined ? null : (
        <StatusWord meaning="menunggu" word={t('enrolment.photo.byHand.kept', { reason })} />
      )}
      {failed ? <StatusWord meaning="menunggu" word={t('enrolment.photo.backdrop.failed')} /> : null}
      {backdrop && !failed ? (
        <StatusWord meaning="menunggu" word={t('enrolment.photo.flaws.background')} />
      ) : null}
      {replaced ? <StatusWord meaning="aman" word={t('enrolment.photo.backdrop.replaced')} /> : null}
    </div>
  )
}
