import { ORDERS_LIMIT } from '../../formats/bag/orders.ts'
import type { PrintOrderItem } from '../../formats/print/order.ts'
import { ordersToCarry } from '../printing/index.ts'
import type { Station } from '../station.ts'
import { ordersUnderWay } from '../upload/index.ts'

/**
 * Print orders and results for the next bag, in the order in which a site has to hear them. Where there are more than one bag carries,
 * those that lie in no bag yet come first.
 */
export async function ordersForBag(station: Station): Promise<PrintOrderItem[]> {
  const all = await ordersToCarry(station)
  if (all.length <= ORDERS_LIMIT) return all
  const out = ordersUnderWay(station.read)
  const isOut = ({ order, want }: PrintOrderItem) => out.has(`${order} ${want}`)
  const kept = new Set([...all.filter((item) => !isOut(item)), ...all.filter(isOut)].slice(0, ORDERS_LIMIT))
  return all.filter((item) => kept.has(item))
}
