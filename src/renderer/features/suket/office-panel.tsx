import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { formatDay } from '../../ui/day.ts'
import { useShortcuts } from '../../ui/keys/keys.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { StatusWord } from '../../ui/status-word.tsx'
import { useAct } from '../../ui/use-act.ts'
import { OfficeDialog } from './office-dialog.tsx'
import { OFFICE_MEANING } from './suket-words.ts'
import classes from './print-batch.module.css'

/** The office's key for electronic signatures: how it stands, opened and closed here. Nothing where the Dinas names no certificate. */
export function OfficePanel() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const office = useQuery(orpc.suket.office.queryOptions({ input: {} }))
  const close = useAct({
    ...orpc.suket.closeOffice.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.suket.key() }),
  })
  const [opening, setOpening] = useState(false)
  const state = office.data?.state ?? 'none'
  const toggle = () => (state === 'open' ? close.run({}) : setOpening(true))
  const words = t(state === 'open' ? 'suket.office.close' : 'suket.office.open')
  const enabled = state === 'open' || state === 'closed'
  useShortcuts([{ key: 'Ctrl+O', label: words, run: toggle, enabled }])
  if (state === 'none') return <RefusalPanel error={office.error} />
  const facts = { holder: office.data?.holder, until: formatDay(office.data?.until ?? '') }
  return (
    <section className={classes.panel} aria-label={t('suket.office.title')}>
      <div>
        <StatusWord meaning={OFFICE_MEANING[state]} word={t(`suket.office.states.${state}`)} />
        <p>{t(`suket.office.texts.${state}`, facts)}</p>
        <RefusalPanel error={close.error} />
      </div>
      {enabled ? (
        <ActButton hint="Ctrl+O" pending={close.pending} onClick={toggle}>
          {words}
        </ActButton>
      ) : null}
      {opening ? <OfficeDialog holder={facts.holder ?? ''} onClose={() => setOpening(false)} /> : null}
    </section>
  )
}
