import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import { type Packet, packetsById, waitingForBag } from './queries.ts'

/** What the person asked for. */
export interface Wish {
  readonly ids?: readonly string[] | undefined
  /** Why what went out before goes out again. */
  readonly again?: string | undefined
}

const isFresh = ({ answered, exported }: Packet) => !answered && !exported

/**
 * What a bag will carry: what waits and lies in no other bag, or the packets named. What went out before goes again only with a
 * reason. NOT-FOUND, EXPORT-NOTHING, EXPORT-AGAIN {count}.
 */
export function chosenPackets(db: ReadDb, { ids, again }: Wish): Packet[] {
  const asked = ids === undefined ? waitingForBag(db) : packetsById(db, ids)
  if (ids !== undefined && asked.length !== new Set(ids).size) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  if (asked.length === 0) throw refuse('EXPORT-NOTHING')
  if (again !== undefined) return asked
  const fresh = asked.filter(isFresh)
  const before = asked.length - fresh.length
  // Without names, what is new goes out; with names, all of them or none.
  if (before > 0 && (ids !== undefined || fresh.length === 0)) throw refuse('EXPORT-AGAIN', { count: before })
  return fresh
}

/** What a bag made now without further words would hold, and how much waits that went out before. */
export function planned(db: ReadDb): { packets: number; bytes: number; exportedBefore: number } {
  const waiting = waitingForBag(db)
  const fresh = waiting.filter(isFresh)
  return {
    packets: fresh.length,
    bytes: fresh.reduce((sum, { bytes }) => sum + bytes, 0),
    exportedBefore: waiting.length - fresh.length,
  }
}
