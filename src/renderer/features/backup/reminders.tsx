import { useTranslation } from 'react-i18next'
import type { Reminder } from '../../../contract/backup.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import classes from './backup-page.module.css'
import { reminderWord } from './disk-words.ts'

/** What a person has to do about copies: quiet first, then amber, then red as it grows old. */
export function Reminders({ reminders }: { reminders: readonly Reminder[] }) {
  const { t } = useTranslation()
  if (reminders.length === 0) return null
  return (
    <ul className={classes.reminders} aria-label={t('backup.reminders.title')}>
      {reminders.map(({ code, grade, days, disk, packets }) => (
        <li key={`${code} ${disk ?? ''}`} data-grade={grade}>
          <StatusWord
            quiet={grade !== 'danger'}
            meaning={grade === 'danger' ? 'bahaya' : 'menunggu'}
            word={t(`backup.reminders.${reminderWord(code, days)}`, {
              days: Math.abs(days),
              disk: disk ?? '',
              packets: packets ?? 0,
            })}
          />
        </li>
      ))}
    </ul>
  )
}
