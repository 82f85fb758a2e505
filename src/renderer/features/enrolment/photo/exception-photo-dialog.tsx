import { Modal } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import form from '../../../ui/form.module.css'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { keptCamera, useCamera } from '../../../ui/use-camera.ts'
import { useDraft } from '../guide/draft-context.tsx'
import { scannedExceptions } from '../guide/steps.ts'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import { frameOf } from './frame-of.ts'
import classes from './photo.module.css'

/** The photo of what is excepted: by the camera from any step, or as a file. It may wait until the review asks for it. */
export function ExceptionPhotoDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const photo = useCaptured('exception-photo')
  const [again, setAgain] = useState(false)
  const { save, act } = useSaveCapture()
  const video = useRef<HTMLVideoElement>(null)
  const camera = useCamera(video, keptCamera())
  const shown = photo !== undefined && !again
  const live = camera.state === 'live' && !act.pending
  const keep = (file: Blob, device: string) => {
    const attempts = Math.min(99, (photo?.meta.attempts ?? 0) + 1)
    save({ slot: 'exception-photo', file, meta: { device, attempts } }, onClose)
  }
  const take = () => {
    if (shown) return setAgain(true)
    if (video.current && live) void frameOf(video.current).then(({ file }) => keep(file, camera.name))
  }
  const words = t(shown ? 'enrolment.photo.again' : 'enrolment.photo.take')
  useShortcuts(
    [
      { key: 'F9', also: 'Space', label: words, run: take, enabled: shown || live },
      { key: 'Escape', label: t('ui.back'), run: onClose },
    ],
    'dialog',
  )
  const what = scannedExceptions(draft).map((slot) => SLOT_WORDS[slot][language])
  return (
    <Modal opened onClose={onClose} size="lg" title={t('enrolment.photo.exception.title')}>
      <div className={form.column}>
        <p className={form.quiet}>{t('enrolment.photo.exception.shows', { what: what.join(', ') })}</p>
        <RefusalPanel error={act.error} onDismiss={act.dismiss} />
        <div className={classes.exception}>
          {/* The camera starts at once, so that taking again does not wait for it. */}
          <video ref={video} className={classes.picture} muted playsInline />
          {shown ? (
            <img className={classes.picture} src={photo.url} alt={t('enrolment.photo.exception.title')} />
          ) : null}
          {camera.state === 'missing' && !shown ? (
            <div className={classes.missing} role="status">
              <strong>{t('enrolment.photo.noCamera')}</strong>
              <span>{t('enrolment.photo.noCameraText')}</span>
            </div>
          ) : null}
        </div>
        {shown ? <StatusWord meaning="aman" word={t('enrolment.biodata.saved')} /> : null}
        <div className={form.foot}>
          <ActButton hint="Escape" onClick={onClose}>
            {t(shown ? 'ui.back' : 'enrolment.photo.exception.later')}
          </ActButton>
          <FileButton
            accept="image/jpeg,image/png"
            onFile={(file) => keep(file, t('enrolment.photo.fromFile'))}
          >
            {t('enrolment.capture.file')}
          </FileButton>
          <ActButton
            variant="filled"
            hint="F9"
            disabled={!shown && !live}
            pending={act.pending}
            onClick={take}
          >
            {words}
          </ActButton>
        </div>
      </div>
    </Modal>
  )
}
