import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { orpc } from '../orpc.ts'
import { ActButton } from './act-button.tsx'
import form from './form.module.css'
import { RefusalPanel } from './refusal-panel.tsx'
import { useAct } from './use-act.ts'

interface PathFieldProps {
  readonly label: string
  readonly description?: string
  readonly kind: 'file' | 'folder'
  readonly value: string
  readonly error?: string | undefined
  /** The button's word; `Pilih` alone otherwise. */
  readonly pick?: string
  readonly autoFocus?: boolean
  readonly onChange: (text: string) => void
  readonly onPicked: (path: string) => void
}

/** A file or a folder of this computer: typed, or chosen in the system's own dialog. */
export function PathField({
  label,
  description,
  kind,
  value,
  error,
  pick,
  autoFocus,
  onChange,
  onPicked,
}: PathFieldProps) {
  const { t } = useTranslation()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  return (
    <>
      <div className={form.row}>
        <TextInput
          label={label}
          description={description}
          value={value}
          error={error}
          autoFocus={autoFocus ?? false}
          data-autofocus={autoFocus || undefined}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <ActButton
          pending={choose.pending}
          onClick={() => choose.run({ kind }, ({ path }) => path !== null && onPicked(path))}
        >
          {pick ?? t('door.choose')}
        </ActButton>
      </div>
      <RefusalPanel error={choose.error} onDismiss={choose.dismiss} />
    </>
  )
}
