import { useTranslation } from 'react-i18next'
import type { BackupStatus } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { BreachButton } from './breach-button.tsx'
import classes from './backup-page.module.css'

/** Disks reported lost, and what each of them cost. */
export function LostDisks({ lost }: { lost: BackupStatus['lost'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  if (lost.length === 0) return null
  return (
    <ul className={classes.list} aria-label={t('backup.lostDisks')}>
      {lost.map(({ disk, label, at, packets, below, onceOnly }) => (
        <li key={disk}>
          <div className={classes.words}>
            <StatusWord quiet meaning="bahaya" word={t('backup.lostAt', { label, at: instant(at) })} />
            <span>
              {t('backup.lostCost', {
                packets: formatCount(packets, language),
                below: formatCount(below, language),
                onceOnly: formatCount(onceOnly, language),
              })}
            </span>
            <div className={classes.acts}>
              <BreachButton disk={disk} label={label} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
