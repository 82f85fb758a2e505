import SignaturePad from 'signature_pad'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import classes from './exports.module.css'

/** Where who takes a bag signs; `onChange` hears the PNG in base64, or null while nothing is written. */
export function HandPad({ onChange }: { onChange: (png: string | null) => void }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad>(null)
  const said = useRef(onChange)
  useEffect(() => {
    said.current = onChange
  })
  useEffect(() => {
    const surface = canvas.current
    if (!surface) return undefined
    surface.width = surface.offsetWidth
    surface.height = surface.offsetHeight
    const made = new SignaturePad(surface, { penColor: '#0f172a', backgroundColor: '#ffffff' })
    pad.current = made
    made.addEventListener('endStroke', () => said.current(made.toDataURL('image/png').split(',')[1] ?? null))
    return () => made.off()
  }, [])
  const clear = () => {
    pad.current?.clear()
    onChange(null)
  }
  return (
    <div className={classes.pad}>
      <canvas ref={canvas} aria-label={t('bag.signature')} />
      <ActButton size="compact-sm" onClick={clear}>
        {t('bag.clear')}
      </ActButton>
    </div>
  )
}
