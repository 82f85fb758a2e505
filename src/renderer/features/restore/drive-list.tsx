import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SourceDrive } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { useZoneOr } from '../../ui/zone-context.tsx'
import { formatInstant } from '../../../contract/zone.ts'
import classes from './disk-list.module.css'
import { zoneHere } from './zone-here.ts'

interface DriveListProps {
  readonly drives: readonly SourceDrive[]
  readonly isPicked: (drive: SourceDrive) => boolean
  readonly onPick: (mount: string, on: boolean) => void
}

/** Label and mount point; the label is left out where it only repeats the mount point's end. */
export function namesOf({ name, mount }: Pick<SourceDrive, 'name' | 'mount'>): string[] {
  return mount.endsWith(name) ? [mount] : [name, mount]
}

/** Drives that are plugged in, found by themselves; those with backups are chosen already. */
export function DriveList({ drives, isPicked, onPick }: DriveListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useZoneOr(zoneHere())
  const said = ({ stations, lastAt }: SourceDrive) => {
    if (stations.length === 0) return t('restore.noBackups')
    const at = lastAt === null ? t('restore.facts.never') : formatInstant(lastAt, zone)
    return t('restore.backupsOf', { stations: stations.join(', '), at })
  }
  return (
    <section aria-label={t('restore.found')}>
      <p className={form.quiet}>{drives.length === 0 ? t('restore.foundNone') : t('restore.found')}</p>
      <ul className={classes.list}>
        {drives.map((drive) => (
          <li key={drive.mount}>
            <Checkbox
              className={classes.pick}
              checked={isPicked(drive)}
              onChange={({ currentTarget }) => onPick(drive.mount, currentTarget.checked)}
              label={[...namesOf(drive), `${formatBytes(drive.bytes, language)} ${drive.fs}`].join(' · ')}
              description={said(drive)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
