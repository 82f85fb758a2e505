import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '../../../contract/audit.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatCount } from '../../ui/amount.ts'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import { useInstant } from '../../ui/zone-context.tsx'
import classes from './settings-page.module.css'

/** Saves what was searched for: the acts of whole days, signed, and what is known about one resident. */
export function AuditSave({ filter: { from, until, about } }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const may = useMay()
  const choose = useAct(orpc.settings.choosePath.mutationOptions())
  const period = useAct(orpc.audit.savePeriod.mutationOptions())
  const person = useAct(orpc.audit.saveAccess.mutationOptions())
  const [saved, setSaved] = useState('')
  const isPerson = about !== undefined && /^\d{16}$/.test(about) && may('audit.saveAccess')
  const isPeriod = from !== undefined && until !== undefined && may('audit.savePeriod')
  if (!isPerson && !isPeriod && saved === '') return null
  const ask = (name: string, ending: string, then: (path: string) => void) =>
    choose.run({ kind: 'save', suggested: `${name}${ending}` }, ({ path }) => {
      if (path !== null) then(path.toLowerCase().endsWith(ending) ? path : `${path}${ending}`)
    })
  const count = (entries: number) => formatCount(entries, language)
  const savePeriod = () =>
    isPeriod &&
    ask(t('settings.auditSave.periodFile', { from, until }), '.ndjson', (path) =>
      period.run({ from, until, path }, (made) =>
        setSaved(
          t('settings.auditSave.periodSaved', {
            entries: count(made.entries),
            path: made.path,
            sha256: made.sha256,
          }),
        ),
      ),
    )
  const savePerson = () =>
    isPerson &&
    ask(t('settings.auditSave.personFile'), '.json', (path) =>
      person.run({ about, path }, (made) =>
        setSaved(
          t('settings.auditSave.personSaved', {
            entries: count(made.entries),
            path: made.path,
            until: instant(made.until),
          }),
        ),
      ),
    )
  return (
    <div className={classes.save}>
      {isPeriod ? (
        <ActButton pending={period.pending} onClick={savePeriod}>
          {t('settings.auditSave.period')}
        </ActButton>
      ) : null}
      {isPerson ? (
        <ActButton pending={person.pending} onClick={savePerson}>
          {t('settings.auditSave.person')}
        </ActButton>
      ) : null}
      {saved === '' ? null : <p role="status">{saved}</p>}
      <RefusalPanel error={period.error ?? person.error ?? choose.error} />
    </div>
  )
}
