import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import form from '../../ui/form.module.css'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

interface ImportFileProps {
  /** Empty while none is chosen. */
  readonly value: string
  readonly onPicked: (path: string) => void
}

/** The Dinas' file, whose words the page is to see: chosen in the system's own dialog, and never typed (decision 0186). */
export function ImportFile({ value, onPicked }: ImportFileProps) {
  const { t } = useTranslation()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const button = useRef<HTMLButtonElement>(null)
  // While the dialog is open the button is deaf, and so loses the focus: another file may be chosen by Enter again.
  useEffect(() => {
    if (!choose.pending) button.current?.focus()
  }, [choose.pending])
  return (
    <>
      <div className={form.row}>
        <TextInput
          label={t('residents.file')}
          description={t('residents.fileText')}
          value={value}
          placeholder={t('residents.noFile')}
          readOnly
          tabIndex={value === '' ? -1 : 0}
        />
        <ActButton
          ref={button}
          pending={choose.pending}
          onClick={() => choose.run({ kind: 'file' }, ({ path }) => path !== null && onPicked(path))}
        >
          {t('door.choose')}
        </ActButton>
      </div>
      <RefusalPanel error={choose.error} onDismiss={choose.dismiss} />
    </>
  )
}
