import { useTranslation } from 'react-i18next'
import { SLOT_WORDS } from '../../../../contract/slot-words.ts'
import { useLanguage } from '../../../i18n/use-language.ts'
import type { PictureProps } from './capture-step.tsx'
import classes from './captures.module.css'
import { useSpoken } from './use-spoken.ts'
import { walkSlots } from './walk.ts'

/** The eye's outline; its corners are the tips. */
const LID = 'M10 80 Q110 -20 210 80 Q110 180 10 80 Z'

const EYES = ['iris-right', 'iris-left'] as const

/** Two eyes as the operator sees them: the resident's right eye is at the left. */
export function Eyes({ at, stateOf, onAt }: PictureProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const spoken = useSpoken(stateOf)
  return (
    <svg
      className={classes.hands}
      viewBox="0 0 520 230"
      role="radiogroup"
      aria-label={t('enrolment.capture.eyes')}
      onKeyDown={walkSlots(EYES, at, onAt)}
    >
      {EYES.map((slot, index) => (
        <g
          key={slot}
          transform={`translate(${20 + index * 260} 20)`}
          className={classes.finger}
          data-state={stateOf(slot).state}
          data-chosen={slot === at || undefined}
          data-slot={slot}
          data-keys="page"
          role="radio"
          tabIndex={slot === at ? 0 : -1}
          aria-label={spoken(slot)}
          aria-checked={slot === at}
          onClick={() => onAt(slot)}
          onFocus={() => onAt(slot)}
        >
          <path d={LID} className={classes.lid} />
          <circle cx={110} cy={80} r={44} className={classes.iris} />
          <circle cx={110} cy={80} r={16} className={classes.pupil} />
          <text x={110} y={190} className={classes.side}>
            {SLOT_WORDS[slot][language]}
            {stateOf(slot).score === null ? '' : ` · ${Math.round(stateOf(slot).score ?? 0)}`}
          </text>
        </g>
      ))}
    </svg>
  )
}
