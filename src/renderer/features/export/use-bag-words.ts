import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { useInstant } from '../../ui/zone-context.tsx'

/** A bag's state in words: overdue first, then where it is, then which part it is. */
export function useBagWords(): (bag: Bag) => string {
  const { t } = useTranslation()
  const instant = useInstant()
  return ({ state, answered, packets, orders, ordersOpen, overdue, part, more }) => {
    const cards = packets === 0 && orders > 0
    const where = overdue
      ? t(`bag.overdue.${overdue.step}`, { since: instant(overdue.since) })
      : t(
          `upload.bagStates.${state}`,
          cards ? { answered: orders - ordersOpen, packets: orders } : { answered, packets },
        )
    if (part === 1 && more === 0) return where
    return `${where} · ${more > 0 ? t('bag.partMore', { part, more }) : t('bag.part', { part })}`
  }
}
