import { useTranslation } from 'react-i18next'
import { damageWords } from '../../../contract/damage-words.ts'
import type { DrillFacts } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'
import form from '../../ui/form.module.css'
import { StatusWord } from '../../ui/status-word.tsx'
import { useInstant } from '../../ui/zone-context.tsx'
import { namesOf } from './drive-list.tsx'

/** So many damaged files are named; the report names all. */
const SHOWN = 20

/** What one drill found. */
export function DrillResult({ facts }: { facts: DrillFacts }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  const { packets, tables } = facts
  const seconds = Math.max(1, Math.round((Date.parse(facts.endedAt) - Date.parse(facts.at)) / 1000))
  const rows = (side: 'station' | 'restored') =>
    formatCount(
      tables.reduce((sum, table) => sum + table[side], 0),
      language,
    )
  return (
    <div className={form.column} role="status">
      <StatusWord
        meaning={facts.whole ? 'aman' : 'bahaya'}
        word={t(facts.whole ? 'restore.drill.whole' : 'restore.drill.incomplete', {
          packets: formatCount(packets.restored, language),
          missing: formatCount(packets.missing, language),
          differing: formatCount(packets.differing, language),
        })}
      />
      <dl className={form.facts}>
        <dt>{t('restore.drill.at')}</dt>
        <dd>
          {t('restore.drill.atWords', { at: instant(facts.at), seconds: formatCount(seconds, language) })}
        </dd>
        <dt>{t('restore.drill.sources')}</dt>
        <dd>{facts.sources.map((source) => namesOf(source).join(' · ')).join('; ')}</dd>
        <dt>{t('restore.facts.packets')}</dt>
        <dd>
          {t('restore.drill.ofStation', {
            restored: formatCount(packets.restored, language),
            station: formatCount(packets.station, language),
          })}{' '}
          · {formatBytes(packets.bytes, language)}
        </dd>
        <dt>{t('restore.facts.state')}</dt>
        <dd>{t('restore.drill.ofStation', { restored: rows('restored'), station: rows('station') })}</dd>
        <dt>{t('restore.drill.rowsDiffering')}</dt>
        <dd>{formatCount(facts.rowsDiffering, language)}</dd>
        {facts.damaged.length > 0 ? (
          <>
            <dt>{t('restore.lists.files')}</dt>
            <dd>
              {facts.damaged.slice(0, SHOWN).map(({ path, why }) => (
                <div key={path}>
                  {path}: {damageWords(why)[language]}
                </div>
              ))}
              {facts.damaged.length > SHOWN
                ? t('restore.drill.more', { count: formatCount(facts.damaged.length - SHOWN, language) })
                : null}
            </dd>
          </>
        ) : null}
      </dl>
    </div>
  )
}
