import type { Board } from '../../contract/board.ts'
import type { ReadDb } from '../db/handles.ts'
import { dayIn, disksHolding, isOnceOnly } from '../enrolment/index.ts'
import { momentsOf } from '../../lib/moments-of.ts'

/** Packets of residents; amendments and canaries are no people. */
const RECORDED = "r.kind = 'recording'"

interface Holdings {
  readonly recorded: number
  readonly hereOnly: number
  readonly oneDisk: number
  /** On one device alone, and no site has answered for it. */
  readonly onceOnly: number
}

/** How many recordings of a time exist here only, on one disk, on more. */
function holdings(db: ReadDb, since: string, from: string, to: string): Holdings {
  return db.get<Holdings>(
    `SELECT count(*) AS recorded, coalesce(sum(disks = 0), 0) AS hereOnly, coalesce(sum(disks = 1), 0) AS oneDisk,
       coalesce(sum(once), 0) AS onceOnly
     FROM (SELECT ${disksHolding('r.id', since)} AS disks, ${isOnceOnly('r.id', since)} AS once FROM recording r
           WHERE ${RECORDED} AND r.sealed_at >= ? AND r.sealed_at < ?)`,
    [from, to],
  )!
}

function count(db: ReadDb, sql: string, params: string[] = []): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, params)!.n
}

const ALWAYS = ['', '~'] as const

/**
 * All figures of the board but the disk's. `since`: copies proven before do not count (provenSince). `today` is the station's own day; times are compared as the ISO texts that they are
 * stored as.
 */
export function figures(db: ReadDb, zone: string, now: Date, since: string): Omit<Board, 'disk'> {
  const today = dayIn(zone, now)
  const { from, to } = momentsOf(zone, today)
  const day = holdings(db, since, from, to)
  const all = holdings(db, since, ...ALWAYS)
  const received = count(
    db,
    `recording r WHERE ${RECORDED} AND EXISTS (SELECT 1 FROM receipt p WHERE p.packet = r.id)`,
  )
  const exported = count(
    db,
    `recording r WHERE ${RECORDED} AND EXISTS
       (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = r.id AND b.state <> 'lost')`,
  )
  return {
    today: {
      recorded: day.recorded,
      suket: count(db, "suket WHERE issued_on = ? AND state <> 'void'", [today]),
      onceOnly: day.onceOnly,
      safe: day.recorded - day.onceOnly,
      drafts: count(db, 'draft'),
    },
    total: { recorded: all.recorded, received, waiting: all.recorded - received, exported },
    statuses: db.all(
      `SELECT t.status, count(*) AS count, min(t.at) AS oldest FROM recording_status t JOIN recording r ON r.id = t.recording
       WHERE ${RECORDED} GROUP BY t.status ORDER BY count(*) DESC, t.status`,
    ),
    copies: {
      hereOnly: all.hereOnly,
      oneDisk: all.oneDisk,
      twoOrMore: all.recorded - all.hereOnly - all.oneDisk,
    },
  }
}
