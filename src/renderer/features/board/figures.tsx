import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import classes from './board-page.module.css'

/** Today above, everything below; each figure leads to the list that it counts. */
export function Figures({ board }: { board: Board }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { today, total, copies } = board
  const figures = [
    { word: t('board.recorded'), count: today.recorded, to: '/enrolment' },
    { word: t('board.suket'), count: today.suket, to: '/suket' },
    { word: t('board.drafts'), count: today.drafts, to: '/enrolment' },
    { word: t('board.onceOnly'), count: copies.hereOnly, to: '/backup', warns: copies.hereOnly > 0 },
    { word: t('board.recordedAll'), count: total.recorded, to: '/enrolment' },
    { word: t('board.received'), count: total.received, to: '/upload' },
    { word: t('board.waiting'), count: total.waiting, to: '/upload' },
    { word: t('board.exported'), count: total.exported, to: '/upload' },
  ] as const
  return (
    <nav className={classes.figures} aria-label={t('board.title')}>
      {figures.map((figure) => (
        <Link key={figure.word} to={figure.to} className={classes.figure}>
          <span>{figure.word}</span>
          <strong>
            {formatCount(figure.count, language)}
            {'warns' in figure && figure.warns ? <MeaningIcon meaning="bahaya" size={20} /> : null}
          </strong>
        </Link>
      ))}
    </nav>
  )
}
