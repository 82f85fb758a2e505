import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Draft, type Slot, type Thumb, thumbSchema } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { orpc } from '../../../orpc.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { RefusalLines, RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { DeviceBar } from '../captures/device-bar.tsx'
import { ExceptionButton } from '../captures/exception-button.tsx'
import { isToBeRetried, RETRIES, slotState } from '../captures/groups.ts'
import { LivePicture } from '../captures/live-picture.tsx'
import { useScan } from '../captures/use-scan.ts'
import { useDraft } from '../guide/draft-context.tsx'
import { StepHead } from '../guide/step-head.tsx'
import { useStepActions } from '../guide/step-keys.tsx'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import classes from './signature.module.css'

const SLOT: Slot = 'signature-thumb'

/** The right thumb, unless it is known to be missing. */
function usualThumb({ exceptions }: Draft): Thumb {
  return exceptions.some(({ slot }) => slot === 'finger-right-thumb') ? 'left-thumb' : 'right-thumb'
}

/** The print of one thumb stands for the signature of who cannot write: by the finger scanner, or from an image file. */
export function ThumbPrint({ onPen }: { readonly onPen: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const print = useCaptured(SLOT)
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const threshold = station.data?.thresholds.finger ?? 0
  const [chosen, setThumb] = useState<Thumb | null>(null)
  const thumb = chosen ?? print?.meta.finger ?? usualThumb(draft)
  const other = thumbSchema.options.find((one) => one !== thumb) ?? thumb
  const { device, devices, lookAgain, cancel, scan, scanning, error, missed } = useScan('finger')
  const { save, act } = useSaveCapture()
  const ready = device?.ready === true && !scanning
  const take = () => scan([SLOT], thumb)
  const name = (one: Thumb) => SLOT_WORDS[`finger-${one}`][language]

  useStepActions({
    back: () => {
      if (scanning) cancel()
      return scanning
    },
  })
  useShortcuts([
    { key: 'F9', also: 'Space', label: t('enrolment.signature.takeThumb'), run: take, enabled: ready },
    {
      key: 'F7',
      label: t('enrolment.signature.otherThumb'),
      run: () => setThumb(other),
    },
    { key: 'Delete', label: t('enrolment.signature.pen'), run: onPen, enabled: !scanning },
  ])
  const headText = () => {
    if (scanning) return t('enrolment.capture.reading')
    const place = t('enrolment.signature.placeThumb', { thumb: name(thumb) })
    if (print === undefined || !isToBeRetried(draft, SLOT, threshold)) return place
    return t('enrolment.capture.retry', { place, tries: print.meta.attempts + 1, most: RETRIES + 1 })
  }
  const { state, score } = slotState(draft, SLOT, threshold)
  const live = device?.ready && (scanning || !print) ? device.streamUrl : null
  return (
    <>
      <StepHead step="signature" text={headText()} />
      {missed ? <RefusalLines refused={missed} /> : null}
      <RefusalPanel error={error ?? act.error} />
      <div className={classes.print}>
        {live ? (
          <LivePicture key={live} url={live} fallback={print?.url ?? null} />
        ) : print ? (
          <img src={print.url} alt={SLOT_WORDS[SLOT][language]} />
        ) : null}
      </div>
      <div className={classes.standing}>
        <StatusWord
          meaning={state === 'good' ? 'aman' : 'menunggu'}
          word={t(`enrolment.signature.thumbStates.${state}`, { thumb: name(print?.meta.finger ?? thumb) })}
        />
        {print && score !== null ? (
          <span>{t('enrolment.capture.score', { score, attempts: print.meta.attempts })}</span>
        ) : null}
        <span className={classes.spring} />
        <DeviceBar kind="finger" device={device} devices={devices} onChosen={lookAgain} />
      </div>
      <div className={classes.tools}>
        {scanning ? (
          <ActButton hint="Escape" onClick={cancel}>
            {t('enrolment.capture.stop')}
          </ActButton>
        ) : (
          <ActButton hint="F9" disabled={!ready} onClick={take}>
            {t('enrolment.signature.takeThumb')}
          </ActButton>
        )}
        <ActButton hint="F7" disabled={scanning} onClick={() => setThumb(other)}>
          {t('enrolment.signature.otherThumb')}
        </ActButton>
        <ActButton hint="Delete" disabled={scanning} onClick={onPen}>
          {t('enrolment.signature.pen')}
        </ActButton>
        <span className={classes.spring} />
        <FileButton
          accept="image/png,image/jpeg"
          onFile={(file) =>
            save({ slot: SLOT, file, meta: { device: t('enrolment.photo.fromFile'), finger: thumb } })
          }
        >
          {t('enrolment.capture.file')}
        </FileButton>
        <ExceptionButton slot="signature" />
      </div>
    </>
  )
}
