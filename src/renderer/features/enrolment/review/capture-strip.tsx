import { useTranslation } from 'react-i18next'
import type { Draft, Slot } from '../../../../contract/enrolment.ts'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import { MeaningIcon } from '../../../ui/meaning-icon.tsx'
import { acrossHands } from '../captures/hand-shape.ts'
import { FINGER_SLOTS, IRIS_SLOTS } from '../guide/steps.ts'
import classes from './review.module.css'

const SECOND: readonly Slot[] = ['second-left-index', 'second-right-index']

/** Every capture as a small picture with its name; what is missing or excepted says so in its place. */
export function CaptureStrip({ draft }: { draft: Draft }) {
  return (
    <div className={classes.captures}>
      <div className={classes.large}>
        <Thumb draft={draft} slot="photo" />
        <Thumb draft={draft} slot="signature" />
      </div>
      <div className={classes.small}>
        {[...acrossHands(FINGER_SLOTS), ...IRIS_SLOTS, ...SECOND].map((slot) => (
          <Thumb key={slot} draft={draft} slot={slot} />
        ))}
      </div>
    </div>
  )
}

function Thumb({ draft, slot }: { draft: Draft; slot: Slot }) {
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
      <figcaption>{word}</figcaption>
    </figure>
  )
}
