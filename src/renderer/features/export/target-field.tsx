import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Drive } from '../../../contract/backup.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatBytes } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useAct } from '../../ui/use-act.ts'
import { fits, folderName, takesSome } from './bag-words.ts'
import classes from './exports.module.css'

interface TargetFieldProps {
  /** Those that take files, as offered. */
  readonly drives: readonly Drive[]
  readonly bytes: number
  readonly value: string | null
  readonly onChange: (folder: string) => void
}

/** Where the bag goes: a drive that is connected, or any folder. */
export function TargetField({ drives, bytes, value, onChange }: TargetFieldProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [own, setOwn] = useState<string | null>(null)
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const choices = drives.map(({ mount, name, free }) => ({
    value: mount,
    label: name || folderName(mount),
    hint: `${mount} · ${t('upload.free', { size: formatBytes(free, language) })}${fits(free, bytes) ? '' : ` · ${t(takesSome(free) ? 'bag.split' : 'upload.tooSmall')}`}`,
    disabled: !takesSome(free),
  }))
  if (own !== null) choices.push({ value: own, label: folderName(own), hint: own, disabled: false })
  return (
    <>
      {choices.length > 0 ? (
        <div className={classes.targets}>
          <Segments
            down
            first
            label={t('upload.target')}
            choices={choices}
            value={value}
            onChange={onChange}
          />
        </div>
      ) : (
        <p className={form.quiet}>{t('upload.noDrives')}</p>
      )}
      <RefusalPanel error={choose.error} />
      <div>
        <ActButton
          pending={choose.pending}
          data-autofocus={choices.length === 0 || undefined}
          onClick={() =>
            choose.run({ kind: 'folder' }, ({ path }) => {
              if (path === null) return
              setOwn(path)
              onChange(path)
            })
          }
        >
          {t('upload.chooseFolder')}
        </ActButton>
      </div>
    </>
  )
}
