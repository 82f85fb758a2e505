import { type Age, daysOfAge } from '../../../contract/ages.ts'
import type { Shown } from '../../../contract/enrolment.ts'
import type { CentralStatus } from '../../../contract/status.ts'
import type { ReadDb } from '../../db/handles.ts'
import { tallies, tally } from '../../db/tally.ts'
import { momentsOf } from '../../../lib/moments-of.ts'
import type { Station } from '../../station.ts'
import { dayIn } from '../days.ts'
import { type CustodyOf, provenWithin, type Within } from './custody.ts'

/** Proofs between two moments: where one end of the window moved. As SQL: packet. */
const proven = (lo: string, hi: string) => `SELECT c.packet FROM copy c WHERE c.at >= ${lo} AND c.at <= ${hi}
  UNION SELECT c.packet FROM volume_check v JOIN copy c ON c.disk = v.disk AND c.volume = v.volume WHERE v.at >= ${lo} AND v.at <= ${hi}`

/**
 * Brings the board's list up to the day: copies that nobody has proven for longer than the policy allows count no more, nor do those of a
 * clock that ran ahead (provenWithin). Costs what either end of the window passed since the last time.
 */
export async function ageCopies(station: Pick<Station, 'read' | 'write'> & CustodyOf): Promise<void> {
  const within = provenWithin(station)
  const known = (read: ReadDb) => read.get<Within>('SELECT since, until FROM board_since')!
  const isKnown = ({ since, until }: Within) => since === within.since && until === within.until
  if (isKnown(known(station.read))) return
  await station.write.transaction((tx) => {
    const { since, until } = known(tx)
    const [lo, hi] = [since, within.since].toSorted()
    const [from, to] = [until, within.until].toSorted()
    tx.run('UPDATE board_since SET since = ?, until = ?', [within.since, within.until])
    tx.run(
      `UPDATE board_list SET held = (SELECT held FROM board_list_now w WHERE w.recording = board_list.recording)
       WHERE recording IN (${proven(':lo', ':hi')} UNION ${proven(':from', ':to')})`,
      { lo: lo!, hi: hi!, from: from!, to: to! },
    )
  })
}

/** A list behind a figure: which rows, in which order, and how many there are by the tallies. */
export interface Way {
  /** SQL over `b`, a row of the board's list. */
  readonly where: string
  readonly params: Readonly<Record<string, string>>
  /** Columns of the order; the number of the row is the last. */
  readonly order: readonly string[]
  /** Newest first; the longest waiting otherwise. */
  readonly newest: boolean
  count(): number
}

type Lister = Pick<Station, 'read'> & CustodyOf

function ofStatus({ read, ports }: Lister, status: CentralStatus, age: Age | undefined): Way {
  const within = age === undefined ? null : daysOfAge(age, ports.now())
  return {
    where: `b.status = :status${within ? ' AND b.since >= :from AND b.since < :to' : ''}`,
    params: { status, ...(within ? { from: within.from, to: within.before } : {}) },
    order: ['since', 'n'],
    newest: age === undefined || age === 'today',
    count: () =>
      read.get<{ n: number }>(
        "SELECT coalesce(sum(n), 0) AS n FROM tally WHERE topic = 'standing' AND key >= :from AND key < :to",
        { from: `${status} ${within?.from ?? ''}`, to: `${status} ${within?.before ?? '~'}` },
      )!.n,
  }
}

/** What happened today, by the condition that says so. */
const TODAY = {
  today: 'b.sealed >= :from AND b.sealed < :to',
  printed: 'b.recording IN (SELECT recording FROM card WHERE printed_at >= :from AND printed_at < :to)',
  handed: 'b.recording IN (SELECT recording FROM card WHERE issued_at >= :from AND issued_at < :to)',
} as const satisfies Partial<Record<Shown, string>>

function ofToday({ read, profile, ports }: Lister, where: string): Way {
  const { zone } = profile.station
  const params = momentsOf(zone, dayIn(zone, ports.now()))
  return {
    where,
    params,
    order: ['sealed', 'n'],
    newest: true,
    count: () => read.get<{ n: number }>(`SELECT count(*) AS n FROM board_list b WHERE ${where}`, params)!.n,
  }
}

const CONDITION: Readonly<
  Record<Exclude<Shown, keyof typeof TODAY>, readonly [where: string, order: string]>
> = {
  waiting: ['b.received = 0', 'sealed'],
  exported: ['b.exported = 1', 'sealed'],
  once: ['b.received = 0 AND b.here + b.held < 2', 'sealed'],
  stuck: ['b.visits >= 2', 'since'],
  // In the order of the index: those on no disk before those on one.
  short: ['b.held < 2', 'held'],
}

/** The list behind a figure of the board, or of a status and its age. Undefined for all recordings. */
export function wayOf(
  station: Lister,
  {
    show,
    status,
    age,
  }: { show?: Shown | undefined; status?: CentralStatus | undefined; age?: Age | undefined },
): Way | undefined {
  if (show === 'today' || show === 'printed' || show === 'handed') return ofToday(station, TODAY[show])
  if (show === undefined) return status === undefined ? undefined : ofStatus(station, status, age)
  const { read } = station
  const [where, first] = CONDITION[show]
  return {
    where,
    params: {},
    order: first === 'held' ? ['held', 'sealed', 'n'] : [first, 'n'],
    newest: false,
    count: () =>
      show === 'short' ? tally(read, 'held', '0') + tally(read, 'held', '1') : tally(read, 'recorded', show),
  }
}

/** How many recordings stand where, and since which UTC days: status, day, how many. */
export function standing(read: ReadDb): { status: string; day: string; n: number }[] {
  return tallies(read, 'standing').map(({ key, n }) => {
    const at = key.lastIndexOf(' ')
    return { status: key.slice(0, at), day: key.slice(at + 1), n }
  })
}
