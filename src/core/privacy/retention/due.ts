import type { ReadDb } from '../../db/handles.ts'
import { listState } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { dayIn } from '../../suket/index.ts'
import { before, type Held, heldBy, type Standing } from './rule.ts'

/** A recording whose data may go, with its amendments. */
export interface DueCase {
  readonly id: string
  readonly finalAt: string
}

/** Everything that is due, by id. */
export interface Due {
  readonly cases: readonly DueCase[]
  readonly held: Readonly<Record<Held, number>>
  readonly tickets: readonly string[]
  readonly requests: readonly string[]
  /** Subjects of the audit, not recordings, whose values are older than the days of the audit. */
  readonly subjects: readonly string[]
  /** The Dinas' list of residents: the moment of its import, and its lines. */
  readonly list: { readonly id: string; readonly residents: number } | null
  readonly drafts: number
}

const OPEN = `NOT EXISTS (SELECT 1 FROM erased e WHERE e.kind = 'recording' AND e.id = r.id)`

const standings = (read: ReadDb, today: string): Standing[] =>
  read.all<Standing>(
    `SELECT r.id, r.sealed_at, t.status,
       (SELECT max(q.at) FROM receipt q WHERE q.packet = r.id AND q.grade = 'final') AS final_at,
       (SELECT count(*) FROM recording a WHERE a.amends = r.id
          AND NOT EXISTS (SELECT 1 FROM receipt q WHERE q.packet = a.id AND q.grade IN ('central', 'final'))) AS unanswered,
       (SELECT count(*) FROM suket s WHERE s.recording = r.id AND s.state IN ('issued', 'reprinted') AND s.expires_on >= :today) AS letters,
       (SELECT count(*) FROM card c WHERE c.recording = r.id AND c.state <> 'issued') AS cards,
       (SELECT count(*) FROM draft d WHERE d.amends = r.id) AS drafts
     FROM recording r JOIN recording_status t ON t.recording = r.id WHERE r.kind = 'recording' AND ${OPEN} ORDER BY r.id`,
    { today },
  )

const ids = (read: ReadDb, sql: string, params: Record<string, string>): string[] =>
  read.all<{ id: string }>(sql, params).map(({ id }) => id)

/** Numbers of days that are over: none that a draft or a recording with its data still belongs to. */
const TICKETS = `SELECT q.id FROM queue_ticket q WHERE q.day < :day AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.kind = 'ticket' AND e.id = q.id)
  AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = q.draft)
  AND NOT EXISTS (SELECT 1 FROM recording r WHERE r.id = q.draft AND ${OPEN} AND r.id NOT IN (SELECT value FROM json_each(:cases))) ORDER BY q.id`

const REQUESTS = `SELECT a.id FROM access_request a WHERE a.answered_at < :moment
  AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.kind = 'request' AND e.id = a.id) ORDER BY a.id`

/** Cases of the audit that are no recording's and no draft's, whose last value is older. */
const SUBJECTS = `SELECT k.subject AS id FROM audit_key k WHERE k.destroyed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM recording r WHERE r.id = k.subject) AND NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = k.subject)
  AND (SELECT max(a.at) FROM audit_value v JOIN audit a ON a.epoch = v.epoch AND a.seq = v.seq WHERE v.key = k.id) < :moment
  GROUP BY k.subject ORDER BY k.subject`

/** What the retention of the profile in force says is due now. */
export function whatIsDue(read: ReadDb, station: Station): Due {
  const { profile, ports } = station
  const { recordingDays = null, auditDays = null } = profile.retention
  const now = ports.now()
  const held: Record<Held, number> = { receipt: 0, retention: 0, letter: 0, card: 0, draft: 0 }
  const cases: DueCase[] = []
  for (const one of standings(read, dayIn(profile.station.zone, now))) {
    const why = heldBy(one, { now, days: recordingDays })
    if (why === null) cases.push({ id: one.id, finalAt: one.final_at! })
    else held[why]++
  }
  const moment = before(now, recordingDays)
  const values = before(now, auditDays)
  const list = moment === null ? null : listState(station)
  return {
    cases,
    held,
    tickets:
      moment === null
        ? []
        : ids(read, TICKETS, {
            day: dayIn(profile.station.zone, new Date(moment)),
            cases: JSON.stringify(cases.map(({ id }) => id)),
          }),
    requests: moment === null ? [] : ids(read, REQUESTS, { moment }),
    subjects: values === null ? [] : ids(read, SUBJECTS, { moment: values }),
    list: list && list.importedAt < moment! ? { id: list.importedAt, residents: list.residents } : null,
    drafts:
      moment === null
        ? 0
        : read.get<{ n: number }>('SELECT count(*) AS n FROM draft WHERE updated_at < ?', [moment])!.n,
  }
}
