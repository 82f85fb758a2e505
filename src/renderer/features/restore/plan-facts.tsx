import { useTranslation } from 'react-i18next'
import type { RestorePlan } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import { formatInstant, type Zone } from '../../ui/zone.ts'
import classes from './plan-facts.module.css'

/** The zone of this computer, since the station's own profile is not here yet. */
function zoneHere(): Zone {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return here === 'Asia/Makassar' || here === 'Asia/Jayapura' ? here : 'Asia/Jakarta'
}

/** What is there, what is sound, what would come back. */
export function PlanFacts({ plan }: { plan: RestorePlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const trouble = (count: number, meaning: 'bahaya' | 'menunggu') =>
    count === 0 ? (
      t('restore.facts.none')
    ) : (
      <StatusWord meaning={meaning} word={formatCount(count, language)} />
    )
  return (
    <>
      <dl className={form.facts}>
        <dt>{t('restore.facts.station')}</dt>
        <dd>
          <strong>{plan.name}</strong> · {plan.station}
        </dd>
        <dt>{t('restore.facts.packets')}</dt>
        <dd>
          <strong>{formatCount(plan.packets, language)}</strong> · {formatBytes(plan.bytes, language)}
        </dd>
        <dt>{t('restore.facts.state')}</dt>
        <dd>{plan.state ? t('restore.facts.stateWords', plan.state) : t('restore.facts.noState')}</dd>
        <dt>{t('restore.facts.lastAt')}</dt>
        <dd>{plan.lastAt ? formatInstant(plan.lastAt, zoneHere()) : t('restore.facts.never')}</dd>
        <dt>{t('restore.facts.damaged')}</dt>
        <dd>{trouble(plan.damaged.length, 'bahaya')}</dd>
        <dt>{t('restore.facts.missing')}</dt>
        <dd>{trouble(plan.missing.length, 'bahaya')}</dd>
        <dt>{t('restore.facts.quarantined')}</dt>
        <dd>{trouble(plan.quarantined.length, 'menunggu')}</dd>
        <dt>{t('restore.facts.newest')}</dt>
        <dd>
          <StatusWord
            meaning={plan.newestHead === 'known' ? 'aman' : 'menunggu'}
            word={t(
              plan.newestHead === 'known' ? 'restore.facts.newestKnown' : 'restore.facts.newestUnknown',
            )}
          />
        </dd>
      </dl>
      {plan.damaged.length > 0 ? (
        <ul className={classes.damaged}>
          {plan.damaged.map(({ path, why }) => (
            <li key={path}>
              {path}: {why}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
