import { NativeSelect, PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import form from '../../ui/form.module.css'
import { PathField } from '../../ui/path-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Shares } from './shares.tsx'
import type { SourceField, SourceForm } from './source.ts'

interface KeysProps {
  readonly source: SourceForm
  readonly wrong: readonly SourceField[]
  /** The stations on the disks, where they hold several. */
  readonly stations: readonly string[]
  readonly onChange: (more: Partial<SourceForm>) => void
}

/** Under which root, and what opens the backup. */
export function Keys({ source, wrong, stations, onChange }: KeysProps) {
  const { t } = useTranslation()
  const error = (field: SourceField, words: 'required' | 'tooShort' | 'different' = 'required') =>
    wrong.includes(field) ? t(`restore.${words}`) : undefined
  const path = (field: 'trust' | 'identity' | 'certificates') => ({
    label: t(`restore.${field}`),
    description: t(`restore.${field}Hint`),
    kind: 'file' as const,
    pick: t('restore.pickTrust'),
    value: source[field],
    onChange: (value: string) => onChange({ [field]: value }),
    onPicked: (value: string) => onChange({ [field]: value }),
  })
  return (
    <>
      <PathField {...path('trust')} error={error('trust')} autoFocus />
      <Segments
        label={t('restore.way')}
        choices={(['passphrase', 'identity', 'shares'] as const).map((value) => ({
          value,
          label: t(`restore.ways.${value}`),
        }))}
        value={source.way}
        onChange={(way) => onChange({ way, passphrase: '', again: '' })}
      />
      {source.way === 'passphrase' ? (
        <PasswordInput
          label={t('restore.passphrase')}
          description={t('restore.passphraseHint')}
          autoComplete="off"
          value={source.passphrase}
          error={error('passphrase')}
          onChange={({ currentTarget }) => onChange({ passphrase: currentTarget.value })}
        />
      ) : (
        <>
          {source.way === 'identity' ? (
            <PathField {...path('identity')} error={error('identity')} />
          ) : (
            <Shares source={source} wrong={wrong.includes('shares')} onChange={onChange} />
          )}
          <div className={form.pair}>
            <PasswordInput
              label={t('restore.newPassphrase')}
              autoComplete="new-password"
              value={source.passphrase}
              error={error('passphrase', 'tooShort')}
              onChange={({ currentTarget }) => onChange({ passphrase: currentTarget.value })}
            />
            <PasswordInput
              label={t('restore.again')}
              autoComplete="new-password"
              value={source.again}
              error={error('again', 'different')}
              onChange={({ currentTarget }) => onChange({ again: currentTarget.value })}
            />
          </div>
        </>
      )}
      <PathField {...path('certificates')} />
      {stations.length > 0 ? (
        <NativeSelect
          label={t('restore.station')}
          data={[...stations]}
          value={source.station}
          onChange={({ currentTarget }) => onChange({ station: currentTarget.value })}
        />
      ) : null}
    </>
  )
}
