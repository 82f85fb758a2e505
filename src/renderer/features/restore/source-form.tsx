import { PasswordInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { PathField } from '../../ui/path-field.tsx'
import { DiskList } from './disk-list.tsx'
import { addDisk, missingInSource, type RestoreSource, type SourceProblem } from './source.ts'

interface SourceFormProps {
  readonly source: RestoreSource
  readonly pending: boolean
  readonly problem: ReactNode
  readonly onBack: () => void
  readonly onPlan: (source: RestoreSource) => void
}

/** Which disks, which root key, which password. */
export function SourceForm({ source, pending, problem, onBack, onPlan }: SourceFormProps) {
  const { t } = useTranslation()
  const [disks, setDisks] = useState(source.disks)
  const [typed, setTyped] = useState('')
  const [trust, setTrust] = useState(source.trust)
  const [passphrase, setPassphrase] = useState(source.passphrase)
  const [missing, setMissing] = useState<readonly SourceProblem[]>([])
  const wrong = (field: SourceProblem) => (missing.includes(field) ? t('restore.required') : undefined)

  const submit = () => {
    const chosen = { disks: addDisk(disks, typed), trust: trust.trim(), passphrase }
    setDisks(chosen.disks)
    setTyped('')
    const lacking = missingInSource(chosen)
    setMissing(lacking)
    if (lacking.length === 0) onPlan(chosen)
  }
  return (
    <form
      className={form.column}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <DiskList disks={disks} onRemove={(mount) => setDisks(disks.filter((disk) => disk !== mount))} />
      <PathField
        label={t('restore.disks')}
        description={t('restore.disksHint')}
        kind="folder"
        pick={t('restore.pickDisk')}
        value={typed}
        error={wrong('disks')}
        autoFocus
        onChange={setTyped}
        onPicked={(mount) => {
          setDisks(addDisk(disks, mount))
          setTyped('')
        }}
      />
      <PathField
        label={t('restore.trust')}
        description={t('restore.trustHint')}
        kind="file"
        pick={t('restore.pickTrust')}
        value={trust}
        error={wrong('trust')}
        onChange={setTrust}
        onPicked={setTrust}
      />
      <PasswordInput
        label={t('restore.passphrase')}
        description={t('restore.passphraseHint')}
        autoComplete="off"
        value={passphrase}
        error={wrong('passphrase')}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
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
