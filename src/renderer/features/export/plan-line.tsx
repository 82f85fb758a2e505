import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'

export interface Plan {
  readonly packets: number
  readonly bytes: number
  readonly exportedBefore: number
}

/** What a bag made now would hold, in a line. Packets that are under way in another bag are counted apart. */
export function PlanLine({ plan }: { plan: Plan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const before = formatCount(plan.exportedBefore, language)
  if (plan.packets === 0)
    return plan.exportedBefore === 0
      ? t('upload.planNothing')
      : t('upload.planAllExported', { packets: before })
  const fresh = t('upload.planPackets', {
    packets: formatCount(plan.packets, language),
    size: formatBytes(plan.bytes, language),
  })
  return plan.exportedBefore === 0 ? fresh : `${fresh} · ${t('upload.planBefore', { packets: before })}`
}
