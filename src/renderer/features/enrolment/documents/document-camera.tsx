import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { frameOf } from '../photo/frame-of.ts'
import { useCamera, keptCamera } from '../../../ui/use-camera.ts'
import classes from './documents.module.css'

interface DocumentCameraProps {
  readonly onTaken: (file: Blob) => void
  readonly onCancel: () => void
}

/** The camera over a paper: space takes it. */
export function DocumentCamera({ onTaken, onCancel }: DocumentCameraProps) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video, keptCamera())
  const live = camera.state === 'live'
  const take = () => {
    if (video.current && live) void frameOf(video.current).then(({ file }) => onTaken(file))
  }
  useShortcuts([
    { key: 'F9', also: 'Space', label: t('enrolment.documents.take'), run: take, enabled: live },
    { key: 'Delete', label: t('ui.back'), run: onCancel },
  ])
  return (
    <section className={classes.view} aria-label={t('enrolment.documents.camera')}>
      <video ref={video} className={classes.video} muted playsInline />
      <div className={classes.acts}>
        {camera.state === 'missing' ? (
          <StatusWord meaning="menunggu" word={t('enrolment.photo.noCamera')} />
        ) : null}
        <ActButton hint="F9" disabled={!live} onClick={take}>
          {t('enrolment.documents.take')}
        </ActButton>
        <ActButton hint="Escape" onClick={onCancel}>
          {t('ui.back')}
        </ActButton>
      </div>
    </section>
  )
}
