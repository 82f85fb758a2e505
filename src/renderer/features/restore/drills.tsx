import { useTranslation } from 'react-i18next'
import type { DrillFacts } from '../../../contract/restore.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatCount } from '../../ui/amount.ts'
import { Segments } from '../../ui/segments.tsx'
import { useInstant } from '../../ui/zone-context.tsx'

/** More are in the register; these are enough to compare. */
const SHOWN = 8

/** The drills so far, the newest first. */
export function Drills({
  drills,
  chosen,
  onChoose,
}: {
  drills: readonly DrillFacts[]
  chosen: string
  onChoose: (id: string) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const instant = useInstant()
  if (drills.length < 2) return null
  return (
    <Segments
      down
      label={t('restore.drill.before')}
      choices={drills.slice(0, SHOWN).map(({ id, at, whole, packets }) => ({
        value: id,
        label: instant(at),
        hint: t(whole ? 'restore.drill.whole' : 'restore.drill.incomplete', {
          packets: formatCount(packets.restored, language),
          missing: formatCount(packets.missing, language),
          differing: formatCount(packets.differing, language),
        }),
      }))}
      value={chosen}
      onChange={onChoose}
    />
  )
}
