import type { ExportPlan } from '../../contract/export.ts'
import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import { countForBag, countOrders, type WaitingOrders } from '../upload/index.ts'
import { intended } from './intended.ts'
import { originalsOf, type Packet, packetsById, waitingForBag } from './queries.ts'
import { bagsBeingMade } from './running.ts'

/** What the person asked for. */
export interface Wish {
  readonly ids?: readonly string[] | undefined
  /** Why what went out before goes out again. */
  readonly again?: string | undefined
}

/** Neither answered nor in a bag that was made. */
const isNew = ({ answered, exported }: Packet) => answered === 0 && exported === 0

/** EXPORT-AGAIN, or EXPORT-INTERRUPTED where all of it perhaps lies in a bag that was cut off: that is not known. */
function beforeOf(packets: readonly Packet[], orders: Pick<WaitingOrders, 'waiting' | 'interrupted'>): Error {
  const count = packets.length + orders.waiting
  const perhaps = orders.waiting === orders.interrupted && packets.every(isNew)
  return refuse(count > 0 && perhaps ? 'EXPORT-INTERRUPTED' : 'EXPORT-AGAIN', { count })
}

/**
 * The packets that a bag will carry: what waits and lies in no other bag, or those named; none, where print orders alone have to go.
 * What went out before goes again only with a reason. NOT-FOUND, EXPORT-NOTHING, EXPORT-HELD {count}, EXPORT-AGAIN {count}, EXPORT-INTERRUPTED
 * {count}.
 */
export function chosenPackets(db: ReadDb, { ids, again }: Wish): Packet[] {
  const asked = ids === undefined ? waitingForBag(db) : packetsById(db, ids)
  const known = new Set(asked.map(({ id }) => id))
  if (ids?.some((id) => !known.has(id))) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  const orders = countOrders(db)
  if (asked.length + orders.waiting === 0) throw refuse('EXPORT-NOTHING')
  const held = asked.filter((packet) => packet.held === 1).length
  if (held > 0) throw refuse('EXPORT-HELD', { count: held })
  if (again !== undefined) return asked
  const perhaps = intended(db)
  const isFresh = (packet: Packet) => isNew(packet) && perhaps.get(packet.id) !== packet.attempt
  const fresh = asked.filter(isFresh)
  const before = asked.filter((packet) => !isFresh(packet))
  // Without names, what is new goes out; with names, all of them or none.
  if (ids !== undefined && before.length > 0) throw beforeOf(before, { waiting: 0, interrupted: 0 })
  if (fresh.length + orders.fresh === 0) throw beforeOf(before, orders)
  return fresh
}

/**
 * Of packets that were chosen a moment ago, the ids of those that may go still, in the transaction that begins the bag: what was cancelled, held back
 * or answered meanwhile stays, and so does what was amended, for the uncorrected original never goes out alone. Faults of chosenPackets.
 */
export function stillChosen(tx: ReadDb, wish: Wish, all: readonly Packet[]): Set<string> {
  if (all.length === 0) return new Set()
  const before = new Set(all.map(({ id }) => id))
  const now = chosenPackets(tx, wish).map(({ id }) => id)
  const amended = new Set(
    originalsOf(
      tx,
      now.filter((id) => !before.has(id)),
    ),
  )
  return new Set(now.filter((id) => !amended.has(id)))
}

/** What a bag made now without further words would hold, and how much waits that went out before. */
export function planned(db: ReadDb): ExportPlan {
  const being = bagsBeingMade()
  const { waiting, fresh, bytes, interrupted } = countForBag(db, being)
  const orders = countOrders(db, being)
  return {
    packets: fresh,
    bytes,
    exportedBefore: waiting - fresh - interrupted,
    interrupted,
    orders: orders.fresh,
    ordersBefore: orders.waiting - orders.fresh - orders.interrupted,
    ordersInterrupted: orders.interrupted,
  }
}
