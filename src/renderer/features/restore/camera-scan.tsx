import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import reader from 'zxing-wasm/reader/zxing_reader.wasm?url'
import form from '../../ui/form.module.css'
import { keptCamera, useCamera } from '../../ui/use-camera.ts'
import classes from './camera-scan.module.css'

/** Between two looks: a paper is held still for longer. */
const LOOK_MS = 250

prepareZXingModule({ overrides: { locateFile: () => reader } })

/** The picture as it is now; null while the camera shows none. */
function frameOf(video: HTMLVideoElement): ImageData | null {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) return null
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.drawImage(video, 0, 0)
  return context.getImageData(0, 0, width, height)
}

async function textsIn(video: HTMLVideoElement): Promise<string[]> {
  const frame = frameOf(video)
  if (!frame) return []
  const found = await readBarcodes(frame, { formats: ['QRCode'], maxNumberOfSymbols: 4 })
  return found.filter(({ isValid }) => isValid).map(({ text }) => text)
}

/** Reads QR codes that are held before the camera, each as soon as it is seen. */
export function CameraScan({ onRead }: { onRead: (text: string) => void }) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const { state } = useCamera(video, keptCamera())
  const told = useEffectEvent(onRead)
  useEffect(() => {
    if (state !== 'live') return undefined
    let left = false
    const look = async (): Promise<void> => {
      if (left || !video.current) return
      for (const text of await textsIn(video.current)) if (!left) told(text)
      setTimeout(() => void look(), LOOK_MS)
    }
    void look()
    return () => {
      left = true
    }
  }, [state])
  return (
    <div>
      <video ref={video} className={classes.video} muted playsInline hidden={state === 'missing'} />
      {state === 'live' ? null : (
        <p className={form.quiet}>
          {t(state === 'missing' ? 'restore.papers.noCamera' : 'restore.papers.cameraStarts')}
        </p>
      )}
    </div>
  )
}
