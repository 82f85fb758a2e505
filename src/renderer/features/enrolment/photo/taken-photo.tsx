import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Capture } from '../../../../contract/enrolment.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { useCaptured } from '../guide/use-captures.ts'
import { cutPhoto } from './cut.ts'
import { type Crop, cropByKey, guideCrop, type Size } from './crop.ts'
import { Guide3x4 } from './guide-3x4.tsx'
import classes from './photo.module.css'

interface TakenPhotoProps {
  readonly original: Capture
  /** The photo cut anew, and where from. */
  readonly onCrop: (file: Blob, crop: Crop) => void
  readonly onAgain: () => void
}

/** What was taken: the untouched picture with the crop in it, and the photo as the card will show it. */
export function TakenPhoto({ original, onCrop, onAgain }: TakenPhotoProps) {
  const { t } = useTranslation()
  const photo = useCaptured('photo')
  const [size, setSize] = useState<Size | null>(null)
  const [moved, setMoved] = useState<Crop | null>(null)
  const crop = moved ?? photo?.meta.crop ?? (size ? guideCrop(size, 1) : null)

  const change = (key: string) => {
    const next = size && crop ? cropByKey(key, crop, size) : null
    if (next) setMoved(next)
  }
  const keepCrop = async () => {
    if (!moved) return
    onCrop(await cutPhoto(original.url, moved), moved)
    setMoved(null)
  }
  const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-']
  useShortcuts([
    { key: 'F9', label: t('enrolment.photo.again'), run: onAgain },
    {
      key: 'Enter',
      label: t('enrolment.photo.keepCrop'),
      run: () => void keepCrop(),
      enabled: moved !== null,
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
      <div className={classes.tools}>
        <ActButton hint="F9" onClick={onAgain}>
          {t('enrolment.photo.again')}
        </ActButton>
        {moved ? (
          <ActButton hint="Enter" onClick={() => void keepCrop()}>
            {t('enrolment.photo.keepCrop')}
          </ActButton>
        ) : (
          <span className={classes.quiet}>{t('enrolment.photo.cropHint')}</span>
        )}
      </div>
    </div>
  )
}
