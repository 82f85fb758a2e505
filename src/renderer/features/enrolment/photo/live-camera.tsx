import { NativeSelect } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import type { Size } from './crop.ts'
import { frameOf } from './frame-of.ts'
import { Guide3x4 } from './guide-3x4.tsx'
import classes from './photo.module.css'
import { keepCamera, keptCamera, useCamera } from '../../../ui/use-camera.ts'

interface LiveCameraProps {
  readonly saving: boolean
  readonly onTaken: (file: Blob, size: Size, device: string) => void
  readonly onFile: (file: File) => void
  /** Given when there is a photo already: back to it. */
  readonly onCancel: (() => void) | undefined
  readonly tool?: ReactNode
}

/** The live picture with the 3x4 guide; F9 or space takes it. Without a camera a file does. */
export function LiveCamera({ saving, onTaken, onFile, onCancel, tool }: LiveCameraProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(keptCamera)
  const [size, setSize] = useState<Size | null>(null)
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video, chosen)
  const live = camera.state === 'live' && !saving

  const take = () => {
    if (!video.current || !live) return
    void frameOf(video.current).then((frame) => onTaken(frame.file, frame.size, camera.name))
  }
  useShortcuts([
    { key: 'F9', also: 'Space', label: t('enrolment.photo.take'), run: take, enabled: live },
    ...(onCancel ? [{ key: 'Delete', label: t('enrolment.photo.keepOld'), run: onCancel }] : []),
  ])
  return (
    <div className={classes.step}>
      <div className={classes.stage}>
        <video
          ref={video}
          className={classes.picture}
          muted
          playsInline
          onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) =>
            setSize({ width, height })
          }
        />
        {size && camera.state === 'live' ? <Guide3x4 size={size} /> : null}
        {camera.state === 'missing' ? (
          <div className={classes.missing} role="status">
            <IconCameraOff size={40} stroke={1.5} aria-hidden />
            <strong>{t('enrolment.photo.noCamera')}</strong>
            <span>{t('enrolment.photo.noCameraText')}</span>
          </div>
        ) : null}
      </div>
      <div className={classes.tools}>
        <ActButton hint="F9" disabled={!live} pending={saving} onClick={take}>
          {t('enrolment.photo.take')}
        </ActButton>
        {camera.cameras.length > 1 ? (
          <NativeSelect
            aria-label={t('enrolment.photo.camera')}
            value={chosen}
            onChange={({ currentTarget: { value } }) => {
              keepCamera(value)
              setChosen(value)
            }}
            data={camera.cameras.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <span className={classes.quiet}>{camera.name}</span>
        )}
        <span className={classes.spring} />
        {onCancel ? (
          <ActButton hint="Delete" onClick={onCancel}>
            {t('enrolment.photo.keepOld')}
          </ActButton>
        ) : null}
        <FileButton accept="image/jpeg,image/png" onFile={onFile}>
          {t('enrolment.capture.file')}
        </FileButton>
        {tool}
      </div>
    </div>
  )
}
