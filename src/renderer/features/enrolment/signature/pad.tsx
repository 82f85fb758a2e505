import SignaturePad from 'signature_pad'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isWritten, type Stroke } from './strokes.ts'
import classes from './signature.module.css'

/** How long the pen rests before what was written is saved, in milliseconds. */
const REST = 600
/** Pixels of the picture to one of the pad: enough to print it. */
const SCALE = 2

/** The pad to write on. It does not grow with the window while there is ink on it. */
export function Pad({ onRest }: { onRest: (png: Blob, strokes: readonly Stroke[]) => void }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const rest = useRef(onRest)
  useEffect(() => {
    rest.current = onRest
  })
  useEffect(() => {
    const surface = canvas.current
    if (!surface) return undefined
    surface.width = surface.offsetWidth * SCALE
    surface.height = surface.offsetHeight * SCALE
    surface.getContext('2d')?.scale(SCALE, SCALE)
    const pad = new SignaturePad(surface, {
      minWidth: 1,
      maxWidth: 3,
      penColor: '#0f172a',
      backgroundColor: '#ffffff',
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      clearTimeout(timer)
      timer = undefined
      const strokes = pad.toData()
      if (!isWritten(strokes)) return
      surface.toBlob((png) => png && rest.current(png, strokes), 'image/png')
    }
    const begun = () => clearTimeout(timer)
    const ended = () => {
      timer = setTimeout(keep, REST)
    }
    pad.addEventListener('beginStroke', begun)
    pad.addEventListener('endStroke', ended)
    return () => {
      // Leaving the step at once after the last stroke saves it as well.
      if (timer !== undefined) keep()
      pad.off()
    }
  }, [])
  return <canvas ref={canvas} className={classes.pad} aria-label={t('enrolment.signature.here')} />
}
