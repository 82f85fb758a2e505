import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import classes from './board-page.module.css'
import { diskIsLow } from './chart-words.ts'

const WIDTH = 472

/** Space on this computer; recordings are refused when it runs out, so it is seen before. */
export function DiskChart({ disk }: { disk: Board['disk'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const low = diskIsLow(disk)
  const free = formatBytes(disk.free, language)
  const title = t(low ? 'board.disk.low' : 'board.disk.plenty', {
    free,
    size: formatBytes(disk.bytes, language),
  })
  const used = disk.bytes === 0 ? 0 : ((disk.bytes - disk.free) / disk.bytes) * WIDTH
  return (
    <Card title={title}>
      <svg className={classes.chart} viewBox={`0 0 ${WIDTH} 40`} role="img" aria-label={title}>
        <rect className={classes.rest} x={0} y={0} width={WIDTH} height={12} rx={2} />
        <rect className={low ? classes.bahaya : classes.used} x={0} y={0} width={used} height={12} rx={2} />
        <text x={0} y={30} dominantBaseline="central">
          {t('board.disk.used', { size: formatBytes(disk.bytes - disk.free, language) })}
        </text>
        <text x={WIDTH} y={30} dominantBaseline="central" textAnchor="end" data-dim>
          {t('board.disk.free', { size: free })}
        </text>
      </svg>
    </Card>
  )
}
