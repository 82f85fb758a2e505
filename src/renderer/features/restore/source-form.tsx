import { NativeSelect, PasswordInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { PathField } from '../../ui/path-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { DiskList } from './disk-list.tsx'
import { addDisk, type SourceField, type SourceForm as Source, wrongInSource } from './source.ts'

interface SourceFormProps {
  readonly source: Source
  readonly pending: boolean
  readonly problem: ReactNode
  /** The stations on the disks, where they hold several. */
  readonly stations: readonly string[]
  readonly onBack: () => void
  readonly onPlan: (source: Source) => void
}

/** Which disks, which root key, and what opens them. */
export function SourceForm({ source: start, pending, problem, stations, onBack, onPlan }: SourceFormProps) {
  const { t } = useTranslation()
  const [source, setSource] = useState(start)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<readonly SourceField[]>([])
  const change = (more: Partial<Source>) => setSource({ ...source, ...more })
  const error = (field: SourceField, words: 'required' | 'tooShort' | 'different' = 'required') =>
    wrong.includes(field) ? t(`restore.${words}`) : undefined

  const submit = () => {
    const chosen = {
      ...source,
      disks: addDisk(source.disks, typed),
      station: source.station === '' ? (stations[0] ?? '') : source.station,
    }
    setSource(chosen)
    setTyped('')
    const found = wrongInSource(chosen)
    setWrong(found)
    if (found.length === 0) onPlan(chosen)
  }
  return (
    <form
      className={form.column}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <DiskList
        disks={source.disks}
        onRemove={(mount) => change({ disks: source.disks.filter((disk) => disk !== mount) })}
      />
      <PathField
        label={t('restore.disks')}
        description={t('restore.disksHint')}
        kind="folder"
        pick={t('restore.pickDisk')}
        value={typed}
        error={error('disks')}
        autoFocus
        onChange={setTyped}
        onPicked={(mount) => {
          change({ disks: addDisk(source.disks, mount) })
          setTyped('')
        }}
      />
      <PathField
        label={t('restore.trust')}
        description={t('restore.trustHint')}
        kind="file"
        pick={t('restore.pickTrust')}
        value={source.trust}
        error={error('trust')}
        onChange={(trust) => change({ trust })}
        onPicked={(trust) => change({ trust })}
      />
      <Segments
        label={t('restore.way')}
        choices={(['passphrase', 'identity'] as const).map((value) => ({
          value,
          label: t(`restore.ways.${value}`),
        }))}
        value={source.way}
        onChange={(way) => change({ way, passphrase: '', again: '' })}
      />
      {source.way === 'passphrase' ? (
        <PasswordInput
          label={t('restore.passphrase')}
          description={t('restore.passphraseHint')}
          autoComplete="off"
          value={source.passphrase}
          error={error('passphrase')}
          onChange={({ currentTarget }) => change({ passphrase: currentTarget.value })}
        />
      ) : (
        <>
          <PathField
            label={t('restore.identity')}
            description={t('restore.identityHint')}
            kind="file"
            pick={t('restore.pickTrust')}
            value={source.identity}
            error={error('identity')}
            onChange={(identity) => change({ identity })}
            onPicked={(identity) => change({ identity })}
          />
          <div className={form.pair}>
            <PasswordInput
              label={t('restore.newPassphrase')}
              autoComplete="new-password"
              value={source.passphrase}
              error={error('passphrase', 'tooShort')}
              onChange={({ currentTarget }) => change({ passphrase: currentTarget.value })}
            />
            <PasswordInput
              label={t('restore.again')}
              autoComplete="new-password"
              value={source.again}
              error={error('again', 'different')}
              onChange={({ currentTarget }) => change({ again: currentTarget.value })}
            />
          </div>
        </>
      )}
      {stations.length > 0 ? (
        <NativeSelect
          label={t('restore.station')}
          data={[...stations]}
          value={source.station}
          onChange={({ currentTarget }) => change({ station: currentTarget.value })}
        />
      ) : null}
      {problem}
      <div className={form.foot}>
        <ActButton hint="Escape" onClick={onBack}>
          {t('ui.back')}
        </ActButton>
        <ActButton type="submit" variant="filled" hint="Enter" pending={pending}>
          {t('restore.plan')}
        </ActButton>
      </div>
    </form>
  )
}
