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
import type { slotState } from './groups.ts'

const MEANING: Record<ReturnType<typeof slotState>['state'], Meaning> = {
  open: 'menunggu',
  good: 'aman',
  poor: 'menunggu',
  excepted: 'menunggu',
}

interface SlotPanelProps {
  readonly slot: Slot
  readonly state: ReturnType<typeof slotState>
  readonly ready: boolean
  readonly scanning: boolean
  readonly onScan: () => void
}

/** One finger or eye: its picture, its state in words, and what can be done about it. */
export function SlotPanel({ slot, state, ready, scanning, onScan }: SlotPanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { draft } = useDraft()
  const capture = useCaptured(slot)
  const { save, act } = useSaveCapture()
  const reason = draft.exceptions.find((exception) => exception.slot === slot)?.reason
  return (
    <section className={classes.panel} aria-label={SLOT_WORDS[slot][language]}>
      <h2>{SLOT_WORDS[slot][language]}</h2>
      <div className={classes.image}>
        {capture ? <img src={capture.url} alt={SLOT_WORDS[slot][language]} /> : null}
      </div>
      <StatusWord
        meaning={MEANING[state.state]}
        word={t(`enrolment.capture.states.${state.state}`, {
          score: state.score ?? '–',
          reason: reason ?? '',
        })}
      />
      {capture && state.score !== null ? (
        <span>{t('enrolment.capture.score', { score: state.score, attempts: capture.meta.attempts })}</span>
      ) : null}
      <RefusalPanel error={act.error} onDismiss={act.dismiss} />
      <div className={classes.acts}>
        <ActButton hint="Enter" disabled={!ready} pending={scanning} onClick={onScan}>
          {t('enrolment.capture.one')}
        </ActButton>
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
