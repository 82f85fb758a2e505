import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupStatus, Disk } from '../../../contract/backup.ts'
import { Card } from '../../ui/card.tsx'
import classes from './backup-page.module.css'
import { DiskItem } from './disk-item.tsx'
import { LostDialog } from './lost-dialog.tsx'
import { LostDisks } from './lost-disks.tsx'

interface DisksProps {
  readonly disks: readonly Disk[]
  readonly lost: BackupStatus['lost']
  readonly recordings: number
  /** What went wrong when all were backed up, by mount. */
  readonly failures: ReadonlyMap<string, unknown>
  readonly onPairAgain: (disk: Disk) => void
}

/** The disks of this station, connected or away. */
export function Disks({ disks, lost, recordings, failures, onPairAgain }: DisksProps) {
  const { t } = useTranslation()
  const [losing, setLosing] = useState<Disk | null>(null)
  return (
    <Card title={t('backup.disks')} flush>
      {disks.length === 0 ? (
        <div className={classes.empty}>
          <strong>{t('backup.disksNone')}</strong>
          <p>{t('backup.disksNoneText')}</p>
        </div>
      ) : (
        <ul className={classes.list}>
          {disks.map((disk) => (
            <DiskItem
              key={disk.id}
              disk={disk}
              recordings={recordings}
              onLost={() => setLosing(disk)}
              onPairAgain={() => onPairAgain(disk)}
              failure={disk.mount === null ? null : (failures.get(disk.mount) ?? null)}
            />
          ))}
        </ul>
      )}
      <LostDisks lost={lost} />
      {losing ? <LostDialog disk={losing} onClose={() => setLosing(null)} /> : null}
    </Card>
  )
}
