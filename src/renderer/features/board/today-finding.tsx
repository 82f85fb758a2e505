import { useTranslation } from 'react-i18next'
import type { Board } from '../../../contract/board.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import classes from './board-page.module.css'

/** The sentence with which the day ends. */
export function TodayFinding({ today }: { today: Board['today'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = (number: number) => formatCount(number, language)
  if (today.recorded === 0) return <p className={classes.finding}>{t('board.today.none')}</p>
  return (
    <p className={classes.finding}>
      <MeaningIcon meaning={today.onceOnly > 0 ? 'bahaya' : 'aman'} size={24} />
      {t(today.onceOnly > 0 ? 'board.today.someOnce' : 'board.today.allSafe', {
        recorded: count(today.recorded),
        safe: count(today.safe),
        onceOnly: count(today.onceOnly),
      })}
    </p>
  )
}
