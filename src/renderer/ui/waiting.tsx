import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './states.module.css'
import { useDelayed } from './use-delayed.ts'

/** Loading: nothing for 300 ms, because most answers are faster, then a skeleton of the rows to come. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  const show = useDelayed(300)
  if (!show) return null
  return (
    <div className={classes.waiting} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={32} animate={false} />
      ))}
    </div>
  )
}
