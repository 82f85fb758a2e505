import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Saves the signed report of what a lost disk held, and says where. */
export function BreachButton({ disk, label }: { disk: string; label: string }) {
  const { t } = useTranslation()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const save = useAct(orpc.restore.saveBreach.mutationOptions())
  const [saved, setSaved] = useState('')
  const run = () =>
    choose.run({ kind: 'save', suggested: `${t('backup.breachFile', { label })}.pdf` }, ({ path }) => {
      if (path === null) return
      const withEnding = /\.pdf$/i.test(path) ? path : `${path}.pdf`
      save.run({ disk, path: withEnding }, (made) => setSaved(made.path))
    })
  return (
    <>
      <ActButton pending={choose.pending || save.pending} onClick={run}>
        {t('backup.breach')}
      </ActButton>
      {saved === '' ? null : <p role="status">{t('backup.breachSaved', { path: saved })}</p>}
      <RefusalPanel error={save.error ?? choose.error} onDismiss={save.dismiss} />
    </>
  )
}
