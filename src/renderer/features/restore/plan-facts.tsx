import { useTranslation } from 'react-i18next'
import type { RestorePlan } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import { formatInstant } from '../../../contract/zone.ts'
import { zoneHere } from './zone-here.ts'

/** What is there, what is sound, what would come back. */
export function PlanFacts({ plan }: { plan: RestorePlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { papers } = plan
  return (
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
      {papers.read + papers.refused.length > 0 ? (
        <>
          <dt>{t('restore.facts.papers')}</dt>
          <dd>
            {t('restore.facts.papersWords', {
              read: papers.read,
              here: papers.here,
              refused: papers.refused.length,
            })}
          </dd>
        </>
      ) : null}
      <dt>{t('restore.facts.newest')}</dt>
      <dd>
        <StatusWord
          meaning={plan.newestHead === 'known' ? 'aman' : 'menunggu'}
          word={t(plan.newestHead === 'known' ? 'restore.facts.newestKnown' : 'restore.facts.newestUnknown')}
        />
      </dd>
    </dl>
  )
}
