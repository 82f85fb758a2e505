import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import classes from './board-page.module.css'
import { ChartTable } from './chart-table.tsx'
import { copiesFinding, stack } from './chart-words.ts'

const WIDTH = 472
const KINDS = ['hereOnly', 'oneDisk', 'twoOrMore'] as const
const FILL = { hereOnly: 'bahaya', oneDisk: 'menunggu', twoOrMore: 'aman' } as const

/** On how many disks recordings lie. Hatching tells the parts apart in black and white. */
export function CopiesChart({ copies, asTable }: { copies: Board['copies']; asTable: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = (number: number) => formatCount(number, language)
  const title = t(`board.copiesFinding.${copiesFinding(copies)}`, {
    all: count(copies.hereOnly + copies.oneDisk + copies.twoOrMore),
    one: count(copies.oneDisk),
    here: count(copies.hereOnly),
  })
  if (asTable)
    return (
      <ChartTable
        title={title}
        head={[t('board.copies'), t('board.count')]}
        rows={KINDS.map((kind) => [t(`board.copyKinds.${kind}`), count(copies[kind])])}
      />
    )
  const parts = stack(
    KINDS.map((kind) => [kind, copies[kind]] as const),
    WIDTH,
  )
  return (
    <Card title={title}>
      {parts.length === 0 ? null : (
        <svg
          className={classes.chart}
          viewBox={`0 0 ${WIDTH} ${32 + parts.length * 24}`}
          role="img"
          aria-label={title}
        >
          <defs>
            <pattern
              id="copies-hatch"
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line className={classes.hatch} x1="0" y1="0" x2="0" y2="6" />
            </pattern>
          </defs>
          {parts.map(({ kind, count: number, x, width }, index) => (
            <g key={kind}>
              <rect className={classes[FILL[kind]]} x={x} y={0} width={width} height={24} />
              {kind === 'twoOrMore' ? null : (
                <rect fill="url(#copies-hatch)" x={x} y={0} width={width} height={24} />
              )}
              <rect className={classes[FILL[kind]]} x={0} y={38 + index * 24} width={12} height={12} />
              {kind === 'twoOrMore' ? null : (
                <rect fill="url(#copies-hatch)" x={0} y={38 + index * 24} width={12} height={12} />
              )}
              <text x={20} y={44 + index * 24} dominantBaseline="central">
                {t(`board.copyKinds.${kind}`)}
                <tspan dx={8}>{count(number)}</tspan>
              </text>
            </g>
          ))}
        </svg>
      )}
    </Card>
  )
}
