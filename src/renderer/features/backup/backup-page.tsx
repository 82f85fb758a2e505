import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disk, Drive } from '../../../contract/backup.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import classes from './backup-page.module.css'
import { Alarms } from './alarms.tsx'
import { Disks } from './disks.tsx'
import { Drives } from './drives.tsx'
import { HeadlinePanel } from './headline-panel.tsx'
import { PairDialog } from './pair-dialog.tsx'
import { RestoreLinks } from './restore-links.tsx'
import { Reminders } from './reminders.tsx'
import { RoomCard } from './room-card.tsx'
import { useRunAll } from './use-run-all.ts'

interface Pairing {
  readonly drive: Drive
  /** The disk of ours that it was. */
  readonly again?: Disk
}

/** Backups: what is safe, the station's disks, and drives that were just connected. It follows the drives by itself. */
export function BackupPage() {
  const { t } = useTranslation()
  const status = useQuery(orpc.backup.status.queryOptions({ input: {} }))
  const [pairing, setPairing] = useState<Pairing | null>(null)
  const mounts = (status.data?.disks ?? []).flatMap(({ mount }) => mount ?? [])
  const all = useRunAll(mounts)
  const newDrive = status.data?.drives.find(({ state }) => state === 'unknown')
  const pairFirst = status.data?.disks.length === 0
  const primary = pairFirst
    ? {
        word: t('backup.pairFirst'),
        run: () => newDrive && setPairing({ drive: newDrive }),
        able: newDrive !== undefined,
      }
    : { word: t('backup.runAll'), run: all.run, able: mounts.length > 0 }
  useShortcuts([{ key: 'F10', label: primary.word, run: primary.run, enabled: primary.able && !all.pending }])
  return (
    <Page
      title={t('backup.title')}
      tools={<RestoreLinks />}
      primary={
        <ActButton
          variant="filled"
          hint="F10"
          disabled={!primary.able}
          pending={all.pending}
          onClick={primary.run}
        >
          {primary.word}
        </ActButton>
      }
    >
      <RefusalPanel error={status.error} />
      {status.isPending ? <Waiting rows={8} /> : null}
      {status.data ? (
        <div className={classes.page}>
          <Alarms alarms={status.data.alarms} />
          <HeadlinePanel status={status.data} />
          <Reminders reminders={status.data.reminders} />
          <Disks
            disks={status.data.disks}
            lost={status.data.lost}
            recordings={status.data.recordings}
            failures={all.failures}
            onPairAgain={(disk) => {
              const drive = status.data.drives.find((one) => one.disk === disk.id)
              if (drive) setPairing({ drive, again: disk })
            }}
          />
          <Drives drives={status.data.drives} onPair={(drive) => setPairing({ drive })} />
          <RoomCard />
        </div>
      ) : null}
      {pairing && status.data ? (
        <PairDialog {...pairing} disks={status.data.disks} onClose={() => setPairing(null)} />
      ) : null}
    </Page>
  )
}
