import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import { intended } from './intended.ts'
import { countForBag, type Packet, packetsById, waitingForBag } from './queries.ts'

/** What the person asked for. */
export interface Wish {
  readonly ids?: readonly string[] | undefined
  /** Why what went out before goes out again. */
  readonly again?: string | undefined
}

/** Neither answered nor in a bag, nor perhaps in one that was cut off and whose drive is not here. */
function freshIn(db: ReadDb): (packet: Packet) => boolean {
  const perhaps = intended(db)
  return ({ id, attempt, answered, exported }) => !answered && !exported && perhaps.get(id) !== attempt
}

/**
 * What a bag will carry: what waits and lies in no other bag, or the packets named. What went out before goes again only with a
 * reason. NOT-FOUND, EXPORT-NOTHING, EXPORT-HELD {count}, EXPORT-AGAIN {count}.
 */
export function chosenPackets(db: ReadDb, { ids, again }: Wish): Packet[] {
  const asked = ids === undefined ? waitingForBag(db) : packetsById(db, ids)
  if (ids !== undefined && asked.length !== new Set(ids).size) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  if (asked.length === 0) throw refuse('EXPORT-NOTHING')
  const held = asked.filter((packet) => packet.held === 1).length
  if (held > 0) throw refuse('EXPORT-HELD', { count: held })
  if (again !== undefined) return asked
  const fresh = asked.filter(freshIn(db))
  const before = asked.length - fresh.length
  // Without names, what is new goes out; with names, all of them or none.
  if (before > 0 && (ids !== undefined || fresh.length === 0)) throw refuse('EXPORT-AGAIN', { count: before })
  return fresh
}

/** What a bag made now without further words would hold, and how much waits that went out before. */
export function planned(db: ReadDb): { packets: number; bytes: number; exportedBefore: number } {
  const { waiting, fresh, bytes } = countForBag(db)
  return { packets: fresh, bytes, exportedBefore: waiting - fresh }
}
