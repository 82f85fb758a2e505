import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import { type CentralStatus, STATUS } from '../../../contract/status.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import classes from './board-page.module.css'
import { daysSince } from './chart-words.ts'
import { ChartTable } from './chart-table.tsx'

const ROW = 32
const WORDS = 240
const WIDTH = 676
const BAR = WIDTH - WORDS - 150

function isStatus(status: string): status is CentralStatus {
  return Object.hasOwn(STATUS, status)
}

interface StatusChartProps {
  readonly statuses: Board['statuses']
  readonly asTable: boolean
}

/** How many recordings stand where and for how long: bars with their words and numbers beside them. */
export function StatusChart({ statuses, asTable }: StatusChartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const rows = statuses.map(({ status, count, oldest }) => {
    const entry = isStatus(status) ? STATUS[status] : null
    const days = oldest === null ? null : daysSince(oldest, new Date())
    return {
      status,
      word: (language === 'id' ? entry?.word : entry?.en) ?? status,
      meaning: entry?.meaning ?? 'menunggu',
      count,
      number: formatCount(count, language),
      age:
        days === null
          ? ''
          : days === 0
            ? t('board.today0')
            : t('board.days', { days: formatCount(days, language) }),
    }
  })
  const [first] = rows
  if (!first)
    return (
      <Card title={t('board.statuses')}>
        <p className={form.quiet}>{t('board.statusFinding.none')}</p>
      </Card>
    )
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  const title = t('board.statusFinding.mostly', {
    count: first.number,
    all: formatCount(all, language),
    word: first.word,
  })
  if (asTable)
    return (
      <ChartTable
        title={title}
        head={[t('board.status'), t('board.count'), t('board.oldest')]}
        rows={rows.map(({ word, number, age }) => [word, number, age])}
      />
    )
  const height = rows.length * ROW
  return (
    <Card title={title}>
      <svg className={classes.chart} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={title}>
        {rows.map(({ status, word, meaning, count, number, age }, index) => {
          const width = Math.max(2, (count / first.count) * BAR)
          const middle = index * ROW + ROW / 2
          return (
            <g key={status}>
              <text x={0} y={middle} dominantBaseline="central">
                {word}
              </text>
              <rect className={classes[meaning]} x={WORDS} y={middle - 8} width={width} height={16} rx={2} />
              <text x={WORDS + width + 8} y={middle} dominantBaseline="central">
                {number}
                <tspan data-dim dx={8}>
                  {age}
                </tspan>
              </text>
            </g>
          )
        })}
      </svg>
    </Card>
  )
}
