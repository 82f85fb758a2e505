import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DiskAlarm } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { MeaningIcon } from '../../ui/meaning-icon.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './backup-page.module.css'
import { SettleDialog } from './settle-dialog.tsx'

/** Disks that lost or changed what they were known to hold: each stays until a supervisor has settled it. */
export function Alarms({ alarms }: { alarms: readonly DiskAlarm[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const [settling, setSettling] = useState<DiskAlarm | null>(null)
  return (
    <>
      {alarms.map((alarm) => (
        <div key={alarm.id} className={classes.headline} data-meaning="bahaya" role="alert">
          <MeaningIcon meaning="bahaya" size={20} />
          <div className={classes.alarm}>
            <strong>
              {t(`backup.alarms.${alarm.kind}`, {
                label: alarm.label,
                volumes: formatCount(alarm.volumes.length, language),
              })}
            </strong>
            <span>
              {t('backup.alarms.safe', {
                packets: formatCount(alarm.packets, language),
                at: instant(alarm.at),
              })}
            </span>
            <span>{t('backup.alarms.todo')}</span>
            <span className={classes.quiet}>{shortList(alarm.volumes)}</span>
          </div>
          <ActButton onClick={() => setSettling(alarm)}>{t('backup.alarms.settle')}</ActButton>
        </div>
      ))}
      {settling ? <SettleDialog alarm={settling} onClose={() => setSettling(null)} /> : null}
    </>
  )
}

const SHOWN = 4

/** The first names; the register and the terminal have all. */
function shortList(names: readonly string[]): string {
  const more = names.length - SHOWN
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` (+${more})` : '')
}
