import { NativeSelect } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepCamera, keptCamera, useCamera } from '../use-camera.ts'
import classes from './qr-camera.module.css'
import type { QrReader } from './read-qr.ts'

/** Between two looks, so that the desk's processor has time for others. */
const PAUSE = 150

interface QrCameraProps {
  readonly reader: QrReader
  /** Looks for a QR; otherwise it only shows what the camera sees. */
  readonly looking: boolean
  readonly onRead: (texts: string[]) => void
}

/** The live picture; the first QR that is sharp enough is read by itself. */
export function QrCamera({ reader, looking, onRead }: QrCameraProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(keptCamera)
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video, chosen)
  const read = useRef(onRead)
  useEffect(() => {
    read.current = onRead
  })
  const live = camera.state === 'live'
  useEffect(() => {
    if (!live || !looking) return undefined
    const leave = new AbortController()
    const left = leave.signal
    const look = async () => {
      while (!left.aborted && video.current) {
        const texts =
          video.current.videoWidth > 0 ? await reader.read(await createImageBitmap(video.current)) : []
        if (left.aborted) return
        if (texts && texts.length > 0) return read.current(texts)
        await new Promise((resume) => setTimeout(resume, PAUSE))
      }
    }
    look().catch((cause: unknown) => console.info('the camera gives no picture', cause))
    return () => leave.abort()
  }, [live, looking, reader])
  return (
    <section className={classes.camera} aria-label={t('suket.checkCamera')}>
      <div className={classes.stage}>
        <video ref={video} className={classes.picture} muted playsInline />
        {camera.state === 'starting' ? (
          <div className={classes.missing} role="status">
            {t('suket.cameraStarts')}
          </div>
        ) : null}
        {camera.state === 'missing' ? (
          <div className={classes.missing} role="status">
            <IconCameraOff size={40} stroke={1.5} aria-hidden />
            <strong>{t('suket.noCamera')}</strong>
            <span>{t('suket.noCameraText')}</span>
          </div>
        ) : null}
      </div>
      <div className={classes.below}>
        {live ? <span>{t(looking ? 'suket.checkLive' : 'suket.checkPaused')}</span> : null}
        {camera.cameras.length > 1 ? (
          <NativeSelect
            aria-label={t('suket.checkCamera')}
            value={chosen}
            onChange={({ currentTarget: { value } }) => {
              keepCamera(value)
              setChosen(value)
            }}
            data={camera.cameras.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : null}
      </div>
    </section>
  )
}
