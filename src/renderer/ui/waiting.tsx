import { Skeleton } from '@mantine/core'
import { use } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './states.module.css'
import { useDelayed } from './use-delayed.ts'
import { WaitingFor } from './waiting-for.ts'

/**
 * Loading: nothing for 300 ms, because most answers are faster, then what is waited for, in words, over a skeleton of the rows to come; after
 * five seconds also that it takes longer than usual.
 */
export function Waiting({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  const what = use(WaitingFor)
  const show = useDelayed(300)
  const long = useDelayed(5000)
  if (!show) return <div data-waiting hidden />
  return (
    <div className={classes.waiting} data-waiting role="status">
      <p>
        {what === '' ? t('ui.loading') : t('ui.loadingWhat', { what })}
        {long ? ` ${t('ui.loadingLong')}` : null}
      </p>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={32} animate={false} />
      ))}
    </div>
  )
}
