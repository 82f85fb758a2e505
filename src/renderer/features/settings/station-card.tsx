import { useTranslation } from 'react-i18next'
import type { StationInfo } from '../../../contract/settings.ts'
import { Card } from '../../ui/card.tsx'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import { zoneWord } from '../../../contract/zone.ts'

/** What the Dinas' signed profile says of this station, and the sites it sends to. */
export function StationCard({ station }: { station: StationInfo }) {
  const { t } = useTranslation()
  return (
    <Card title={t('settings.station')}>
      <dl className={form.facts}>
        <dt>{t('settings.name')}</dt>
        <dd>
          {station.name} · {station.code}
        </dd>
        <dt>{t('settings.dinas')}</dt>
        <dd>{station.dinas}</dd>
        <dt>{t('settings.region')}</dt>
        <dd>
          {station.region} · {zoneWord(station.zone)}
        </dd>
        <dt>{t('settings.profile')}</dt>
        <dd>{t('settings.profileSerial', { serial: station.profileSerial })}</dd>
        <dt>{t('settings.certificate')}</dt>
        <dd>
          <StatusWord
            quiet
            meaning={station.certified ? 'aman' : 'menunggu'}
            word={t(station.certified ? 'settings.certified' : 'settings.uncertified')}
          />
        </dd>
        <dt>{t('settings.epoch')}</dt>
        <dd>{station.epoch}</dd>
        <dt>{t('settings.thresholds')}</dt>
        <dd>{t('settings.thresholdWords', station.thresholds)}</dd>
        {station.sites.map(({ code, name, url }) => (
          <SiteFact key={code} name={name} url={url} />
        ))}
      </dl>
    </Card>
  )
}

function SiteFact({ name, url }: { name: string; url: string }) {
  const { t } = useTranslation()
  return (
    <>
      <dt>{t('settings.sites')}</dt>
      <dd>
        {name} · {url}
      </dd>
    </>
  )
}
