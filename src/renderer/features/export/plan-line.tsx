import { useTranslation } from 'react-i18next'
import type { ExportPlan } from '../../../contract/export.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatBytes, formatCount } from '../../ui/amount.ts'

/** What a bag made now would hold, in a line. What is under way in another bag is counted apart. */
export function PlanLine({ plan }: { plan: ExportPlan }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = (number: number) => formatCount(number, language)
  const parts: string[] = []
  if (plan.packets > 0) {
    const size = formatBytes(plan.bytes, language)
    parts.push(t('upload.planPackets', { packets: count(plan.packets), size }))
  }
  if (plan.interrupted > 0) parts.push(t('upload.planInterrupted', { packets: count(plan.interrupted) }))
  if (plan.exportedBefore > 0) {
    const key = parts.length > 0 ? 'upload.planBefore' : 'upload.planAllExported'
    parts.push(t(key, { packets: count(plan.exportedBefore) }))
  }
  if (plan.orders > 0) parts.push(t('upload.planOrders', { orders: count(plan.orders) }))
  else if (plan.ordersBefore > 0)
    parts.push(t('upload.planOrdersBefore', { orders: count(plan.ordersBefore) }))
  if (plan.ordersInterrupted > 0)
    parts.push(t('upload.planOrdersInterrupted', { orders: count(plan.ordersInterrupted) }))
  return parts.length === 0 ? t('upload.planNothing') : parts.join(' · ')
}
