import { Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Disk, type Drive, driveNoteWords, isUnprovable } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { enterNext } from '../../ui/enter-next.ts'
import form from '../../ui/form.module.css'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { likelyKind, nextLabel } from './disk-words.ts'

interface PairDialogProps {
  readonly drive: Drive
  /** The disk of ours that it was until it lost its last commit. */
  readonly again?: Disk
  readonly disks: readonly Disk[]
  readonly onClose: () => void
}

const KINDS = ['desk', 'rotation'] as const

/** Makes a drive a disk of this station: what for, what it is called, where it is kept. */
export function PairDialog({ drive, again, disks, onClose }: PairDialogProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [kind, setKind] = useState<Disk['kind']>(
    () => again?.kind ?? (drive.host ? 'rotation' : likelyKind(disks)),
  )
  const [label, setLabel] = useState(
    () => again?.label ?? drive.host?.label ?? nextLabel(disks.map((disk) => disk.label)),
  )
  const [place, setPlace] = useState(again?.place ?? '')
  const [missing, setMissing] = useState(false)
  const pair = useAct({
    ...orpc.backup.pair.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.backup.key() }),
  })
  const submit = () => {
    setMissing(label.trim() === '')
    if (label.trim() === '') return
    const shared = drive.host !== undefined
    pair.run({ mount: drive.mount, kind, label: label.trim(), place: place.trim(), shared }, onClose)
  }
  useShortcuts(
    [
      { key: 'Escape', label: t('backup.cancel'), run: onClose, enabled: !pair.pending },
      { key: 'F10', label: t('backup.pair'), run: submit, enabled: !pair.pending },
    ],
    'dialog',
  )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('backup.pairTitle', { name: drive.name || drive.mount })}
      size={560}
    >
      <form
        className={form.column}
        onKeyDown={enterNext(submit)}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className={form.quiet}>
          {drive.host
            ? t('backup.shareText', drive.host)
            : t(again || drive.why ? 'backup.pairAgainText' : 'backup.pairText')}
        </p>
        {drive.notes.filter(isUnprovable).map((note) => (
          <StatusWord key={note} quiet meaning="menunggu" word={driveNoteWords[note][language]} />
        ))}
        <Segments
          label={t('backup.kind')}
          choices={KINDS.map((value) => ({
            value,
            label: t(`backup.kinds.${value}`),
            hint: t(`backup.kindHints.${value}`),
          }))}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          data-autofocus
          label={t('backup.label')}
          description={t('backup.labelHint')}
          value={label}
          maxLength={40}
          error={missing ? t('backup.required') : undefined}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <TextInput
          label={t('backup.place')}
          description={t('backup.placeHint')}
          value={place}
          maxLength={60}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <RefusalPanel error={pair.error} />
        <div className={form.foot}>
          <ActButton hint="Escape" disabled={pair.pending} onClick={onClose}>
            {t('backup.cancel')}
          </ActButton>
          <ActButton type="submit" variant="filled" hint="F10" pending={pair.pending}>
            {t('backup.pair')}
          </ActButton>
        </div>
      </form>
    </Modal>
  )
}
