import { useTranslation } from 'react-i18next'
import type { Slot } from '../../../../contract/enrolment.ts'
import type { PictureProps } from './capture-step.tsx'
import classes from './captures.module.css'
import { acrossHands, fingerOf, type FingerShape, LEFT_HAND } from './hand-shape.ts'
import { useSpoken } from './use-spoken.ts'
import { walkSlots } from './walk.ts'

/** Two hands seen from their backs, each finger in the colour and the sign of its state; arrows walk across them. */
export function Hands({ slots, at, stateOf, onAt }: PictureProps) {
  const { t } = useTranslation()
  const finger = (side: 'left' | 'right', shape: FingerShape) => {
    const slot = slots.find((one) => fingerOf(one) === `${side}-${shape.name}`)
    return <FingerCapsule key={shape.name} shape={shape} side={side} {...capsule(slot)} />
  }
  const spoken = useSpoken(stateOf)
  const capsule = (slot: Slot | undefined) => ({
    slot,
    state: slot ? stateOf(slot).state : ('away' as const),
    score: slot ? stateOf(slot).score : null,
    chosen: slot === at,
    word: slot ? spoken(slot) : '',
    onAt: () => slot && onAt(slot),
  })
  return (
    <svg
      className={classes.hands}
      viewBox="-4 20 588 312"
      role="radiogroup"
      aria-label={t('enrolment.capture.hands')}
      onKeyDown={walkSlots(acrossHands(slots), at, onAt)}
    >
      {(['left', 'right'] as const).map((side) => (
        <g key={side} transform={side === 'left' ? 'translate(0 0)' : 'translate(580 0) scale(-1 1)'}>
          <path
            className={classes.palm}
            d="M36 190 Q34 160 62 160 L150 160 Q178 162 178 196 L172 262 Q166 306 128 306 L86 306 Q52 306 46 266 Z"
          />
          {LEFT_HAND.map((shape) => finger(side, shape))}
        </g>
      ))}
      <text x={106} y={326} className={classes.side}>
        {t('enrolment.capture.left')}
      </text>
      <text x={474} y={326} className={classes.side}>
        {t('enrolment.capture.right')}
      </text>
    </svg>
  )
}

interface FingerCapsuleProps {
  readonly shape: FingerShape
  readonly side: 'left' | 'right'
  readonly slot: Slot | undefined
  readonly state: ReturnType<PictureProps['stateOf']>['state'] | 'away'
  readonly score: number | null
  readonly chosen: boolean
  readonly word: string
  readonly onAt: () => void
}

const SIGN = { good: '✓', poor: '!', excepted: '–', open: '', away: '' } as const

function FingerCapsule({ shape, side, slot, state, score, chosen, word, onAt }: FingerCapsuleProps) {
  const { x, y, width, height, turn } = shape
  const middle = x + width / 2
  return (
    <g
      transform={`rotate(${turn} ${middle} ${y + height})`}
      className={classes.finger}
      data-state={state}
      data-chosen={chosen || undefined}
      {...(slot
        ? {
            role: 'radio',
            tabIndex: chosen ? 0 : -1,
            'aria-label': word,
            'aria-checked': chosen,
            'data-slot': slot,
            'data-keys': 'page',
            onClick: onAt,
            onFocus: onAt,
          }
        : { 'aria-hidden': true })}
    >
      <rect x={x} y={y} width={width} height={height} rx={width / 2} />
      <text
        // Upright, whatever way the finger lies and the hand is mirrored.
        transform={`translate(${middle} ${y + 22}) rotate(${-turn})${side === 'right' ? ' scale(-1 1)' : ''}`}
        dy="0.35em"
        className={classes.sign}
      >
        {SIGN[state]}
      </text>
      {score === null ? null : (
        <text
          transform={`translate(${middle} ${y + 46}) rotate(${-turn})${side === 'right' ? ' scale(-1 1)' : ''}`}
          dy="0.35em"
          className={classes.fingerScore}
        >
          {Math.round(score)}
        </text>
      )}
    </g>
  )
}
