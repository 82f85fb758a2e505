import { ageOf } from '../../contract/ages.ts'
import type { Board } from '../../contract/board.ts'
import { momentsOf } from '../../lib/moments-of.ts'
import type { ReadDb } from '../db/handles.ts'
import { tally } from '../db/tally.ts'
import { dayIn, standing } from '../enrolment/index.ts'

/** The residents recorded within a stretch of time; the list holds people alone, no amendments and canaries. */
function recordedIn(db: ReadDb, from: string, to: string) {
  return db.get<{ recorded: number; onceOnly: number }>(
    `SELECT count(*) AS recorded, coalesce(sum(received = 0 AND here + held < 2), 0) AS onceOnly FROM board_list
     WHERE sealed >= ? AND sealed < ?`,
    [from, to],
  )!
}

function count(db: ReadDb, sql: string, params: readonly string[] = []): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, params)!.n
}

function todayOf(db: ReadDb, zone: string, day: string): Board['today'] {
  const { from, to } = momentsOf(zone, day)
  const { recorded, onceOnly } = recordedIn(db, from, to)
  return {
    recorded,
    onceOnly,
    safe: recorded - onceOnly,
    suket: count(db, "suket WHERE issued_on = ? AND state <> 'void'", [day]),
    printed: count(db, 'card WHERE printed_at >= ? AND printed_at < ?', [from, to]),
    handedOver: count(db, 'card WHERE issued_at >= ? AND issued_at < ?', [from, to]),
    queue: count(db, "queue_ticket WHERE state IN ('waiting', 'called', 'serving')"),
    drafts: count(db, 'draft'),
  }
}

/** How many recordings stand where and for how long, the most first. */
function statusesOf(db: ReadDb, now: Date): Board['statuses'] {
  const found = new Map<string, Board['statuses'][number]>()
  for (const { status, day, n } of standing(db)) {
    const row = found.get(status) ?? {
      status,
      count: 0,
      oldest: null,
      ages: { today: 0, week: 0, month: 0, old: 0 },
    }
    row.count += n
    row.ages[ageOf(day, now)] += n
    found.set(status, row)
  }
  const oldest = 'SELECT since FROM board_list WHERE status = ? ORDER BY since LIMIT 1'
  return [...found.values()]
    .map((row) => ({ ...row, oldest: db.get<{ since: string }>(oldest, [row.status])?.since ?? null }))
    .toSorted((a, b) => b.count - a.count || (a.status < b.status ? -1 : 1))
}

export type Figures = Omit<Board, 'disk' | 'disks' | 'sites' | 'alarms' | 'lostDisks' | 'overdueBags'>

/**
 * The figures that the register has kept as its rows changed (decision 96), once its copies were aged (ageCopies). The day is the
 * station's own.
 */
export function figures(db: ReadDb, zone: string, now: Date): Figures {
  const day = dayIn(zone, now)
  const recorded = (key: string) => tally(db, 'recorded', key)
  return {
    day,
    at: now.toISOString(),
    today: todayOf(db, zone, day),
    total: {
      recorded: tally(db, 'recording', 'recording'),
      received: recorded('received'),
      waiting: recorded('waiting'),
      exported: recorded('exported'),
      onceOnly: recorded('once'),
    },
    oldestWaiting:
      db.get<{ sealed: string }>('SELECT sealed FROM board_list WHERE received = 0 ORDER BY sealed LIMIT 1')
        ?.sealed ?? null,
    statuses: statusesOf(db, now),
    copies: {
      hereOnly: tally(db, 'held', '0'),
      oneDisk: tally(db, 'held', '1'),
      twoOrMore: tally(db, 'held', '2'),
    },
    stuck: recorded('stuck'),
  }
}
