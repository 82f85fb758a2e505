import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../orpc.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Page } from '../../ui/page.tsx'
import { RefusalPanel } from '../../ui/refusal-panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useMay } from '../../ui/use-may.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { AboutCard } from './about-card.tsx'
import { AccountsLink } from './accounts-link.tsx'
import { AuditCard } from './audit-card.tsx'
import { GuidesLink } from './guides-link.tsx'
import { LookCard } from './look-card.tsx'
import classes from './settings-page.module.css'
import { PrivacyLink } from './privacy-link.tsx'
import { StationCard } from './station-card.tsx'

/** How the window looks, what this station is, what runs here, and what was done here. */
export function SettingsPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const may = useMay()
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const about = useQuery(orpc.settings.about.queryOptions({ input: {} }))
  const lock = useAct({
    ...orpc.account.lock.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.account.key() }),
  })
  return (
    <Page
      title={t('settings.title')}
      primary={
        <ActButton variant="filled" hint="Ctrl+L" pending={lock.pending} onClick={() => lock.run({})}>
          {t('settings.lock')}
        </ActButton>
      }
    >
      <RefusalPanel error={lock.error ?? station.error ?? about.error} />
      <div className={classes.page}>
        <div className={classes.column}>
          <LookCard />
          <AccountsLink />
          <GuidesLink />
          <PrivacyLink />
          {station.data ? <StationCard station={station.data} /> : <Waiting rows={6} />}
        </div>
        <div className={classes.column}>
          {about.data ? <AboutCard about={about.data} /> : <Waiting rows={4} />}
          {may('audit.list') ? <AuditCard /> : null}
        </div>
      </div>
    </Page>
  )
}
