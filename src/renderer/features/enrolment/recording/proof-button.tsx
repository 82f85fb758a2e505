import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActButton } from '../../../ui/act-button.tsx'
import { useShortcuts } from '../../../ui/keys/keys.tsx'
import { ProofDialog } from './proof-dialog.tsx'

/** Ctrl+B: the resident's proof of recording. */
export function ProofButton({ id, seq }: { id: string; seq: number }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const show = () => setOpen(true)
  useShortcuts([{ key: 'Ctrl+B', label: t('enrolment.recording.proof'), run: show, enabled: !open }])
  return (
    <>
      <ActButton hint="Ctrl+B" onClick={show}>
        {t('enrolment.recording.proof')}
      </ActButton>
      {open ? <ProofDialog id={id} seq={seq} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
