import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AGES, type Age } from '../../../contract/ages.ts'
import type { Board } from '../../../contract/board.ts'
import { type CentralStatus, isCentralStatus, STATUS, statusText } from '../../../contract/status.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import table from '../../ui/table.module.css'
import classes from './board-page.module.css'
import { daysSince, statusFinding } from './chart-words.ts'

type Row = Board['statuses'][number]

/** Words and numbers of a row, and where it leads. */
function useRow() {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ status, count, oldest }: Row) => {
    const known = isCentralStatus(status) ? status : undefined
    const entry = known && STATUS[known]
    const days = oldest === null ? null : daysSince(oldest, new Date())
    return {
      known,
      word: statusText(status, language),
      meaning: entry?.meaning ?? 'menunggu',
      number: formatCount(count, language),
      age:
        days === null
          ? ''
          : days === 0
            ? t('board.today0')
            : t('board.days', { days: formatCount(days, language) }),
      count: (n: number) => formatCount(n, language),
    }
  }
}

function linkState(status: CentralStatus | undefined, age?: Age) {
  return { ...(status ? { status } : {}), ...(age ? { age } : {}) }
}

function Bars({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const of = useRow()
  const most = Math.max(...rows.map(({ count }) => count))
  return (
    <div className={classes.bars}>
      {rows.map((row) => {
        const { known, word, meaning, number, age, count } = of(row)
        return (
          <div key={row.status} className={classes.barRow}>
            <Link to="/enrolment" state={linkState(known)} className={classes.barWord} title={word}>
              {word}
            </Link>
            <div className={classes.bar}>
              {AGES.filter((one) => row.ages[one] > 0).map((one) => (
                <Link
                  key={one}
                  to="/enrolment"
                  state={linkState(known, one)}
                  className={classes.part}
                  data-meaning={meaning}
                  data-age={one}
                  style={{ flexBasis: `${(row.ages[one] / most) * 100}%` }}
                  aria-label={t('board.ageOf', {
                    count: count(row.ages[one]),
                    word,
                    age: t(`board.ages.${one}`),
                  })}
                  title={t('board.ageOf', { count: count(row.ages[one]), word, age: t(`board.ages.${one}`) })}
                />
              ))}
            </div>
            <span className={classes.barNumber}>{number}</span>
            <span className={classes.barAge}>{age}</span>
          </div>
        )
      })}
      <p className={classes.key} aria-hidden>
        {AGES.map((one) => (
          <span key={one}>
            <i data-age={one} />
            {t(`board.ages.${one}`)}
          </span>
        ))}
      </p>
    </div>
  )
}

function Numbers({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const of = useRow()
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th style={{ width: '34%' }}>{t('board.status')}</th>
          <th className={table.number}>{t('board.count')}</th>
          {AGES.map((age) => (
            <th key={age} className={table.number}>
              {t(`board.ages.${age}`)}
            </th>
          ))}
          <th className={table.number}>{t('board.oldest')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { known, word, number, age, count } = of(row)
          return (
            <tr key={row.status}>
              <td>
                <Link to="/enrolment" state={linkState(known)} className={table.open}>
                  {word}
                </Link>
              </td>
              <td className={table.number}>{number}</td>
              {AGES.map((one) => (
                <td key={one} className={table.number}>
                  {row.ages[one] === 0 ? (
                    '0'
                  ) : (
                    <Link to="/enrolment" state={linkState(known, one)} className={table.open}>
                      {count(row.ages[one])}
                    </Link>
                  )}
                </td>
              ))}
              <td className={table.number}>{age}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** How many recordings stand where and for how long; each part leads to its recordings. */
export function StatusChart({ statuses, asTable }: { statuses: Board['statuses']; asTable: boolean }) {
  const { t } = useTranslation()
  const of = useRow()
  const finding = statusFinding(statuses)
  if (finding.kind === 'none')
    return (
      <Card title={t('board.statuses')}>
        <p className={form.quiet}>{t('board.statusFinding.none')}</p>
      </Card>
    )
  const { word, count } = of(finding.row)
  const title =
    finding.kind === 'old'
      ? t('board.statusFinding.old', { old: count(finding.old), word })
      : t('board.statusFinding.mostly', { count: count(finding.row.count), all: count(finding.all), word })
  return (
    <Card title={title} flush={asTable}>
      {asTable ? <Numbers rows={statuses} /> : <Bars rows={statuses} />}
    </Card>
  )
}
