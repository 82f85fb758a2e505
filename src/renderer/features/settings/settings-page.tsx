import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
import { PrivacyLink } from './privacy-link.tsx'
import { type Section, SectionList } from './section-list.tsx'
import classes from './settings-page.module.css'
import { StationCard } from './station-card.tsx'
import { WaitingProfileCard } from './waiting-profile.tsx'

/** What the station is, and what runs here. */
function StationSection() {
  const station = useQuery(orpc.settings.station.queryOptions({ input: {} }))
  const about = useQuery(orpc.settings.about.queryOptions({ input: {} }))
  return (
    <>
      <RefusalPanel error={station.error ?? about.error} />
      {station.data ? <StationCard station={station.data} /> : <Waiting rows={6} />}
      {about.data ? <AboutCard about={about.data} /> : <Waiting rows={4} />}
    </>
  )
}

/** Its parts at the left, one of them at the right: what leads elsewhere, the look of the window, the station, the audit. */
export function SettingsPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const may = useMay()
  const [shown, setShown] = useState<Section>('ways')
  const lock = useAct({
    ...orpc.account.lock.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: orpc.account.key() }),
  })
  const sections: readonly Section[] = [
    'ways',
    'look',
    'station',
    ...(may('audit.list') ? ['audit' as const] : []),
  ]
  return (
    <Page
      title={t('settings.title')}
      primary={
        <ActButton variant="filled" hint="Ctrl+L" pending={lock.pending} onClick={() => lock.run({})}>
          {t('settings.lock')}
        </ActButton>
      }
    >
      <RefusalPanel error={lock.error} />
      <div className={classes.above}>
        <WaitingProfileCard />
      </div>
      <div className={classes.page}>
        <SectionList sections={sections} shown={shown} onShow={setShown} />
        <div
          id="settings-part"
          role="tabpanel"
          aria-labelledby={`settings-${shown}`}
          className={classes.part}
        >
          {/* Their keys work wherever one stands. */}
          <div className={classes.ways} hidden={shown !== 'ways'}>
            <AccountsLink />
            <PrivacyLink />
            <GuidesLink />
          </div>
          {shown === 'look' ? <LookCard /> : null}
          {shown === 'station' ? <StationSection /> : null}
          {shown === 'audit' ? <AuditCard /> : null}
        </div>
      </div>
    </Page>
  )
}
