import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Board, BoardDisk } from '../../../contract/board.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import { formatDay } from '../../ui/day.ts'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import table from '../../ui/table.module.css'
import classes from './board-page.module.css'

type DiskTableProps = Pick<Board, 'disks' | 'alarms' | 'lostDisks'>

/** What the disks come to, the worst first. */
function useFinding({ disks, alarms, lostDisks }: DiskTableProps): string {
  const { t } = useTranslation()
  const late = disks.filter(({ overdue }) => overdue !== null && overdue > 0).length
  if (alarms > 0) return t('board.disks.alarms', { count: alarms })
  if (late > 0) return t('board.disks.overdue', { count: late })
  if (lostDisks > 0) return t('board.disks.lost', { count: lostDisks })
  return t(disks.length === 0 ? 'board.disks.title' : 'board.disks.allFine')
}

function Due({ disk }: { disk: BoardDisk }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { overdue, dueOn } = disk
  if (dueOn === null) return null
  if (overdue !== null && overdue > 0)
    return (
      <StatusWord
        quiet
        meaning="bahaya"
        word={t('board.disks.late', { days: formatCount(overdue, language) })}
      />
    )
  return <>{t('board.disks.due', { day: formatDay(dueOn) })}</>
}

/** Each disk: where it is kept, what it lacks, and when it is due; it leads to the page of backups. */
export function DiskTable(props: DiskTableProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const title = useFinding(props)
  if (props.disks.length === 0)
    return (
      <Card title={title}>
        <p className={form.quiet}>
          <Link to="/backup" className={classes.siteName}>
            {t('board.disks.none')}
          </Link>
        </p>
      </Card>
    )
  return (
    <Card title={title} flush>
      <table className={table.table}>
        <thead>
          <tr>
            <th>{t('board.disks.disk')}</th>
            <th>{t('board.disks.place')}</th>
            <th>{t('board.disks.lacks')}</th>
            <th>{t('board.disks.dueOn')}</th>
          </tr>
        </thead>
        <tbody>
          {props.disks.map((disk) => (
            <tr key={disk.id}>
              <td title={disk.label}>
                <Link to="/backup" className={table.open}>
                  {disk.label}
                </Link>
              </td>
              <td title={disk.place}>{disk.place === '' ? t('board.disks.nowhere') : disk.place}</td>
              <td>
                {disk.behind > 0
                  ? t('board.disks.behind', { count: formatCount(disk.behind, language) })
                  : t('board.disks.full')}
              </td>
              <td>
                <Due disk={disk} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
