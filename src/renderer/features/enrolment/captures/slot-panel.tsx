import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { FileButton } from '../../../ui/file-button.tsx'
import { RefusalPanel } from '../../../ui/refusal-panel.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { Meaning } from '../../../ui/theme.ts'
import { useDraft } from '../guide/draft-context.tsx'
import { useCaptured, useSaveCapture } from '../guide/use-captures.ts'
import classes from './captures.module.css'
import { ExceptionButton } from './exception-button.tsx'
import { RETRIES, type slotState } from './groups.ts'
import { LivePicture } from './live-picture.tsx'
import type { Scanner } from './use-scan.ts'

const MEANING: Record<ReturnType<typeof slotState>['state'], Meaning> = {
  open: 'menunggu',
  good: 'aman',
  poor: 'menunggu',
  excepted: 'menunggu',
}

const MATCHES = { same: 'aman', different: 'bahaya', none: 'menunggu' } as const

interface SlotPanelProps {
  readonly slot: Slot
  readonly state: ReturnType<typeof slotState>
  readonly ready: boolean
  readonly scanning: boolean
  readonly device: Scanner | null
  readonly onScan: () => void
  readonly onCancel: () => void
  readonly tool?: ReactNode
}

/** One finger or eye: its picture, its state in words, and what can be done about it. */
export function SlotPanel({ slot, state, ready, scanning, device, onScan, onCancel, tool }: SlotPanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const capture = useCaptured(slot)
  const { save, act } = useSaveCapture()
  const reason = draft.exceptions.find((exception) => exception.slot === slot)?.reason
  // The eye belongs to the glass until there is something better to look at.
  const live = device?.ready && (scanning || !capture) ? device.streamUrl : null
  const match = slot.startsWith('second-') && capture ? (capture.meta.match ?? 'none') : null
  const attempts = capture?.meta.attempts ?? 0
  return (
    <section className={classes.panel} aria-label={SLOT_WORDS[slot][language]}>
      <h2>{SLOT_WORDS[slot][language]}</h2>
      <div className={classes.image}>
        {live ? (
          <LivePicture key={live} url={live} fallback={capture?.url ?? null} />
        ) : capture ? (
          <img src={capture.url} alt={SLOT_WORDS[slot][language]} />
        ) : null}
      </div>
      <StatusWord
        meaning={MEANING[state.state]}
        word={t(`enrolment.capture.states.${state.state}`, {
          score: state.score ?? '–',
          reason: reason ?? '',
        })}
      />
      {match === null ? null : (
        <StatusWord meaning={MATCHES[match]} word={t(`enrolment.capture.match.${match}`)} />
      )}
      {match === 'none' ? <span>{t('enrolment.capture.compared')}</span> : null}
      {state.state === 'poor' && attempts > RETRIES ? <span>{t('enrolment.capture.exhausted')}</span> : null}
      {capture && state.score !== null ? (
        <span>{t('enrolment.capture.score', { score: state.score, attempts: capture.meta.attempts })}</span>
      ) : null}
      <RefusalPanel error={act.error} onDismiss={act.dismiss} />
      <div className={classes.acts}>
        {scanning ? (
          <ActButton hint="Escape" onClick={onCancel}>
            {t('enrolment.capture.stop')}
          </ActButton>
        ) : (
          <ActButton hint="Enter" disabled={!ready} onClick={onScan}>
            {t('enrolment.capture.one')}
          </ActButton>
        )}
        {tool}
        <FileButton
          accept="image/png,image/jpeg"
          onFile={(file) => save({ slot, file, meta: { device: t('enrolment.photo.fromFile') } })}
        >
          {t('enrolment.capture.file')}
        </FileButton>
        <ExceptionButton slot={slot} hint="Delete" />
      </div>
    </section>
  )
}
