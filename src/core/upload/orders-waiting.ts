import { EPOCH_NOW } from '../db/epoch-now.ts'
import type { ReadDb } from '../db/handles.ts'
import { perhapsIn } from './perhaps.ts'

/** A bag carries order `w`, and is neither answered nor lost. */
const UNDER_WAY = `EXISTS (SELECT 1 FROM bag_order o JOIN bag b ON b.id = o.bag
  WHERE o.order_id = w.order_id AND o.want = w.want AND o.answered = 0 AND b.state IN ('made', 'handed-over', 'arrived'))`
/**
 * Each of them: whether a bag under way carries it, and, where one that is being written or was cut off is to carry it, whether that was cut off. An order
 * of an earlier epoch gets a new number before it is carried, and lies in none.
 */
const WAITING = `WITH w (order_id, want) AS (
  SELECT iif(order_epoch IS ${EPOCH_NOW}, order_id, recording), 'grant' FROM card WHERE state = 'ordered' AND order_id IS NOT NULL
  UNION ALL SELECT recording, 'grant' FROM card WHERE state = 'granted' AND order_epoch IS NOT ${EPOCH_NOW}
  UNION ALL SELECT report_order, report FROM card WHERE report IS NOT NULL),
perhaps AS (${perhapsIn('bag-orders', 'j.value AS key', '1')}),
waiting AS (
  SELECT w.order_id || ' ' || w.want AS key, ${UNDER_WAY} AS out, p.cut
  FROM w LEFT JOIN perhaps p ON p.key = w.order_id || ' ' || w.want)`

export interface WaitingOrders {
  readonly waiting: number
  /** Of those, the ones that lie in no bag that is under way, and not perhaps in one that was cut off. */
  readonly fresh: number
  /** Those that perhaps lie in a bag that was cut off, and whose drive is not here to tell. */
  readonly interrupted: number
}

/**
 * How many orders and results wait for a site, and where they lie as far as is known: by the same rule as packets (`bag-waiting.ts`).
 * @param being ids of bags that are being written just now: what is to lie in them is on its way.
 */
export function countOrders(db: ReadDb, being: readonly string[] = []): WaitingOrders {
  return db.get<WaitingOrders>(
    `${WAITING} SELECT count(*) AS waiting, count(*) FILTER (WHERE NOT out AND cut IS NULL) AS fresh,
       count(*) FILTER (WHERE NOT out AND cut = 1) AS interrupted FROM waiting`,
    { being: JSON.stringify(being) },
  )!
}

/** Orders and results that lie in a bag under way, or perhaps in one that was cut off, each as `order want`. */
export function ordersUnderWay(db: ReadDb): Set<string> {
  const rows = db.all<{ key: string }>(`${WAITING} SELECT key FROM waiting WHERE out OR cut IS NOT NULL`, {
    being: '[]',
  })
  return new Set(rows.map(({ key }) => key))
}
