import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceDrive } from '../../../contract/restore.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { PathField } from '../../ui/path-field.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import classes from './disk-list.module.css'
import { DiskList } from './disk-list.tsx'
import { DriveList } from './drive-list.tsx'
import { PapersDialog } from './papers-dialog.tsx'
import { addDisk, isPicked, type SourceForm } from './source.ts'

interface PlacesProps {
  readonly source: SourceForm
  readonly drives: UseQueryResult<SourceDrive[], unknown>
  /** Words where nothing was chosen. */
  readonly wrong: boolean
  readonly onChange: (more: Partial<SourceForm>) => void
}

/** Where to read from: drives found by themselves, other folders, the dead computer's own drive, residents' papers. */
export function Places({ source, drives, wrong, onChange }: PlacesProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [scanning, setScanning] = useState(false)
  useShortcuts([{ key: 'F7', label: t('restore.papers.open'), run: () => setScanning(true) }])
  const add = (mount: string) => {
    onChange({ disks: addDisk(source.disks, mount) })
    setTyped('')
  }
  return (
    <>
      <DriveList
        drives={drives.data ?? []}
        isPicked={(drive) => isPicked(source, drive)}
        onPick={(mount, on) => onChange({ picked: { ...source.picked, [mount]: on } })}
      />
      <RefusalPanel error={drives.error} />
      <DiskList
        disks={source.disks}
        onRemove={(mount) => onChange({ disks: source.disks.filter((disk) => disk !== mount) })}
      />
      <div
        onBlur={() => typed.trim() !== '' && add(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed.trim() !== '') add(typed)
        }}
      >
        <PathField
          label={t('restore.disks')}
          description={t('restore.disksHint')}
          kind="folder"
          pick={t('restore.pickDisk')}
          value={typed}
          error={wrong ? t('restore.noSource') : undefined}
          autoFocus
          onChange={setTyped}
          onPicked={add}
        />
      </div>
      <PathField
        label={t('restore.drive')}
        description={t('restore.driveHint')}
        kind="folder"
        pick={t('restore.pickDisk')}
        value={source.drive}
        onChange={(drive) => onChange({ drive })}
        onPicked={(drive) => onChange({ drive })}
      />
      <div className={classes.papers}>
        <span className={form.quiet}>
          {source.papers.length === 0
            ? t('restore.papers.none')
            : t('restore.papers.some', { count: source.papers.length })}
        </span>
        <ActButton hint="F7" onClick={() => setScanning(true)}>
          {t('restore.papers.open')}
        </ActButton>
      </div>
      {scanning ? (
        <PapersDialog
          papers={source.papers}
          onChange={(papers) => onChange({ papers })}
          onClose={() => setScanning(false)}
        />
      ) : null}
    </>
  )
}
