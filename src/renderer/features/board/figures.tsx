import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import classes from './board-page.module.css'

type Figure = Pick<LinkProps, 'to' | 'state'> & {
  readonly word:
    | 'recorded'
    | 'queue'
    | 'suket'
    | 'printed'
    | 'handedOver'
    | 'drafts'
    | 'recordedAll'
    | 'waiting'
    | 'exported'
    | 'onceOnly'
    | 'short'
    | 'stuck'
  readonly count: number
  readonly warns?: boolean
}

function ofToday({ today }: Board): Figure[] {
  return [
    { word: 'recorded', count: today.recorded, to: '/enrolment', state: { show: 'today' } },
    { word: 'queue', count: today.queue, to: '/queue' },
    { word: 'suket', count: today.suket, to: '/suket', state: { letters: 'today' } },
    { word: 'printed', count: today.printed, to: '/enrolment', state: { show: 'printed' } },
    { word: 'handedOver', count: today.handedOver, to: '/enrolment', state: { show: 'handed' } },
    { word: 'drafts', count: today.drafts, to: '/enrolment' },
  ]
}

function ofAll({ total, copies, stuck }: Board): Figure[] {
  const short = copies.hereOnly + copies.oneDisk
  return [
    { word: 'recordedAll', count: total.recorded, to: '/enrolment' },
    { word: 'waiting', count: total.waiting, to: '/enrolment', state: { show: 'waiting' } },
    { word: 'exported', count: total.exported, to: '/enrolment', state: { show: 'exported' } },
    { word: 'onceOnly', count: total.onceOnly, to: '/enrolment', state: { show: 'once' }, warns: true },
    { word: 'short', count: short, to: '/enrolment', state: { show: 'short' }, warns: true },
    { word: 'stuck', count: stuck, to: '/enrolment', state: { show: 'stuck' }, warns: true },
  ]
}

function Row({ title, figures }: { title: string; figures: readonly Figure[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <nav className={classes.figures} aria-label={title}>
      {figures.map(({ word, count, warns, ...to }) => (
        <Link key={word} {...to} className={classes.figure}>
          <span>{t(`board.figures.${word}`)}</span>
          <strong>
            {formatCount(count, language)}
            {warns && count > 0 ? <MeaningIcon meaning="bahaya" size={20} /> : null}
          </strong>
        </Link>
      ))}
    </nav>
  )
}

/** Today above, everything below; each figure leads to the list that it counts. */
export function Figures({ board }: { board: Board }) {
  const { t } = useTranslation()
  return (
    <div className={classes.rows}>
      <h2 className={classes.rowTitle}>{t('board.figuresToday')}</h2>
      <Row title={t('board.figuresToday')} figures={ofToday(board)} />
      <h2 className={classes.rowTitle}>{t('board.figuresAll')}</h2>
      <Row title={t('board.figuresAll')} figures={ofAll(board)} />
    </div>
  )
}
