import type { ReadDb } from '../db/handles.ts'

/** A bag carries order `w`, and is neither answered nor lost. */
const UNDER_WAY = `EXISTS (SELECT 1 FROM bag_order o JOIN bag b ON b.id = o.bag
  WHERE o.order_id = w.order_id AND o.want = w.want AND o.answered = 0 AND b.state IN ('made', 'handed-over', 'arrived'))`
const WAITING = `WITH w (order_id, want) AS (
  SELECT order_id, 'grant' FROM card WHERE state = 'ordered' AND order_id IS NOT NULL
  UNION ALL SELECT report_order, report FROM card WHERE report IS NOT NULL)`

/** How many orders and results wait for a site, and how many of them lie in no bag that is under way. */
export function countOrders(db: ReadDb): { waiting: number; fresh: number } {
  return db.get<{ waiting: number; fresh: number }>(
    `${WAITING} SELECT count(*) AS waiting, count(*) FILTER (WHERE NOT ${UNDER_WAY}) AS fresh FROM w`,
  )!
}

/** Orders and results that lie in a bag under way, each as `order want`. */
export function ordersUnderWay(db: ReadDb): Set<string> {
  const rows = db.all<{ key: string }>(
    `${WAITING} SELECT order_id || ' ' || want AS key FROM w WHERE ${UNDER_WAY}`,
  )
  return new Set(rows.map(({ key }) => key))
}
