import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Between two frames; SBI streams at least three a second. */
const FRAME_MS = 150
const AGAIN_MS = 1500

/** What a scanner sees now, a frame at a time; nothing where it sends none. */
export function LivePicture({ url, fallback }: { readonly url: string; readonly fallback: string | null }) {
  const { t } = useTranslation()
  const [frame, setFrame] = useState(1)
  const [seen, setSeen] = useState(true)
  const [wait, setWait] = useState<number | null>(null)
  useEffect(() => {
    if (wait === null) return undefined
    const timer = setTimeout(() => {
      setWait(null)
      setFrame((last) => last + 1)
    }, wait)
    return () => clearTimeout(timer)
  }, [wait])
  const next = (isSeen: boolean) => {
    setSeen(isSeen)
    setWait(isSeen ? FRAME_MS : AGAIN_MS)
  }
  return (
    <>
      <img
        src={`${url}?n=${frame}`}
        alt={t('enrolment.capture.live')}
        hidden={!seen}
        onLoad={() => next(true)}
        onError={() => next(false)}
      />
      {seen ? null : fallback === null ? (
        <span>{t('enrolment.capture.noLive')}</span>
      ) : (
        <img src={fallback} alt="" />
      )}
    </>
  )
}
