import { useTranslation } from 'react-i18next'
import type { Bag } from '../../../contract/export.ts'
import { useInstant } from '../../ui/zone-context.tsx'

/** A bag's state in words: overdue first, then where it is, then which part it is. */
export function useBagWords(): (bag: Bag) => string {
  const { t } = useTranslation()
  const instant = useInstant()
  return ({ state, answered, refused, packets, orders, ordersOpen, overdue, part, more }) => {
    const cards = packets === 0 && orders > 0
    const place = overdue
      ? t(`bag.overdue.${overdue.step}`, { since: instant(overdue.since) })
      : t(
          `upload.bagStates.${state}`,
          cards ? { answered: orders - ordersOpen - refused, packets: orders } : { answered, packets },
        )
    const where = refused > 0 ? `${place}, ${t('bag.refused', { count: refused })}` : place
    if (part === 1 && more === 0) return where
    return `${where} · ${more > 0 ? t('bag.partMore', { part, more }) : t('bag.part', { part })}`
  }
}
