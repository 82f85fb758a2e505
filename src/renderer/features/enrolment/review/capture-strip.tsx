import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { acrossHands } from '../captures/hand-shape.ts'
import { FINGER_SLOTS } from '../guide/steps.ts'
import classes from './review.module.css'

const HANDS = acrossHands(FINGER_SLOTS)
/** The small pictures by rows of five. */
const ROWS: readonly { word: 'left' | 'right' | 'others'; slots: readonly Slot[] }[] = [
  { word: 'left', slots: HANDS.slice(0, 5) },
  { word: 'right', slots: HANDS.slice(5) },
  { word: 'others', slots: ['iris-left', 'iris-right', 'second-left-index', 'second-right-index'] },
]

/** Every capture as a small picture with its name; what is missing or excepted says so in its place. */
export function CaptureStrip({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const bySlot = (slot: Slot) => draft.captures.some((capture) => capture.slot === slot)
  return (
    <div className={classes.captures} tabIndex={0} role="region" aria-label={t('enrolment.capture.kept')}>
      <div className={classes.large}>
        <Thumb draft={draft} slot="photo" />
        <Thumb
          draft={draft}
          slot={bySlot('signature') || !bySlot('signature-thumb') ? 'signature' : 'signature-thumb'}
        />
        {bySlot('exception-photo') ? <Thumb draft={draft} slot="exception-photo" /> : null}
      </div>
      <div className={classes.small}>
        {ROWS.map((row) => (
          <Fragment key={row.word}>
            <span className={classes.row}>{t(`enrolment.capture.${row.word}`)}</span>
            {row.slots.map((slot) => (
              <Thumb key={slot} draft={draft} slot={slot} small />
            ))}
          </Fragment>
        ))}
      </div>
    </div>
  )
}

function Thumb({ draft, slot, small = false }: { draft: Draft; slot: Slot; small?: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const capture = draft.captures.find((one) => one.slot === slot)
  const exception = draft.exceptions.find((one) => one.slot === slot)
  const word = SLOT_WORDS[slot][language]
  return (
    <figure data-slot={slot} title={exception ? `${word}: ${exception.reason}` : word}>
      {capture ? (
        <img src={capture.url} alt={word} />
      ) : (
        <span className={classes.none}>
          <MeaningIcon meaning="menunggu" />
          {t(exception ? 'enrolment.capture.short.excepted' : 'enrolment.capture.short.open')}
        </span>
      )}
      <figcaption>{small ? t(`enrolment.capture.names.${shortName(slot)}`) : word}</figcaption>
    </figure>
  )
}

const NAMES = ['thumb', 'index', 'middle', 'ring', 'little', 'second', 'iris'] as const

/** The short name of a capture under its picture, where the row says the side. */
function shortName(slot: Slot): (typeof NAMES)[number] {
  if (slot.startsWith('second')) return 'second'
  return NAMES.find((name) => slot.includes(name)) ?? 'index'
}
