import type { Bag, BagEvent } from '../../contract/export.ts'
import type { Station } from '../station.ts'
import { overdueOf } from './overdue.ts'
import { ANSWERED, type BagRow, ORDERS, ORDERS_OPEN, ORDERS_REFUSED, REFUSED } from './queries.ts'
import { isBeingMade } from './running.ts'

/** Where a page finds a bag's letter. */
function letterUrl(id: string): string {
  return `app://station/export/${id}.pdf`
}

interface Listed extends BagRow {
  readonly answered: number
  readonly orders: number
  readonly open: number
  readonly refused: number
  readonly orders_refused: number
}

function shownState({ state, packets, answered, refused, open }: Listed): Bag['state'] {
  if (state === 'making') return 'interrupted'
  // Receipts that came by line answer a bag too.
  return state !== 'lost' && state !== 'unused' && answered + refused === packets && open === 0
    ? 'answered'
    : state
}

/** Every bag, the newest first; the one that is being made just now is left out. */
export function listBags({ read, profile, ports }: Station, only?: string): Bag[] {
  const rows = read.all<Listed>(
    `SELECT b.*, ${ANSWERED} AS answered, ${REFUSED} AS refused, ${ORDERS} AS orders,
       ${ORDERS_OPEN} AS open, ${ORDERS_REFUSED} AS orders_refused FROM bag b WHERE :only IS NULL OR b.id = :only ORDER BY b.seq DESC`,
    { only: only ?? null },
  )
  return rows
    .filter(({ id, state }) => state !== 'making' || !isBeingMade(id))
    .map((row) => {
      const state = shownState(row)
      return {
        id: row.id,
        seq: row.seq,
        madeAt: row.made_at,
        folder: row.folder,
        packets: row.packets,
        bytes: row.bytes,
        orders: row.orders,
        ordersOpen: row.open,
        state,
        answered: row.answered,
        refused: row.packets === 0 ? row.orders_refused : row.refused,
        part: row.part,
        more: row.more,
        handedTo: row.handed_to,
        telephone: row.telephone,
        overdue: overdueOf({ ...row, state }, profile.policies, ports.now()),
        letterUrl: letterUrl(row.id),
      }
    })
}

/** Every step of a bag's life, the oldest first. */
export function bagHistory({ read }: Station, bag: string): BagEvent[] {
  return read.all<BagEvent>(
    'SELECT at, state, who, telephone, note, signature, operator FROM bag_event WHERE bag = ? ORDER BY at, n',
    [bag],
  )
}
