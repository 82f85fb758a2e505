import type { CentralStatus } from '../../../contract/status.ts'
import type { Visit, Visits, VisitWay } from '../../../contract/visit.ts'
import { newId } from '../../../formats/id.ts'
import { momentsOf } from '../../../lib/moments-of.ts'
import { recordAct } from '../../audit/index.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { dayIn } from '../../enrolment/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'

export interface Standing {
  readonly status: CentralStatus
  readonly since: string
}

/** How a recording stands, and since when: as the board's list has it. NOT-FOUND. */
export function standingOf(read: Pick<ReadDb, 'get'>, recording: string): Standing {
  const row = read.get<Standing>(
    `SELECT s.status, coalesce(s.at, r.sealed_at) AS since FROM recording r JOIN recording_status s ON s.recording = r.id
     WHERE r.id = ? AND r.kind = 'recording'`,
    [recording],
  )
  if (!row) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  return row
}

/** Visits of a recording, the newest first, and how many say that nothing moves. NOT-FOUND. */
export function visitsOf(read: Pick<ReadDb, 'get' | 'all'>, recording: string): Visits {
  standingOf(read, recording)
  return {
    visits: read.all<Visit>(
      `SELECT id, at, how, status, since, operator, settled_at AS "settledAt", settled_by AS "settledBy", note
       FROM card_visit WHERE recording = ? ORDER BY at DESC, id DESC LIMIT 100`,
      [recording],
    ),
    unmoved:
      read.get<{ visits: number }>('SELECT visits FROM board_list WHERE recording = ?', [recording])
        ?.visits ?? 0,
  }
}

/**
 * Keeps a visit, in the caller's transaction. A second look on the same day, with the same status, is the same visit: a scanner that reads twice
 * sends nobody to the penyelia. Answers whether it was such a one.
 */
export function keepVisit(tx: WriteTx, station: Station, recording: string, how: VisitWay): boolean {
  const { status, since } = standingOf(tx, recording)
  const { zone } = station.profile.station
  const now = station.ports.now()
  const { from, to } = momentsOf(zone, dayIn(zone, now))
  const again =
    tx.get(
      `SELECT 1 FROM card_visit WHERE recording = :recording AND at >= :from AND at < :to
       AND status = :status AND since = :since AND settled_at IS NULL`,
      { recording, from, to, status, since },
    ) !== undefined
  if (!again)
    tx.run(
      `INSERT INTO card_visit (id, recording, at, status, since, how, operator)
       VALUES (:id, :recording, :at, :status, :since, :how, :operator)`,
      {
        id: newId(station.ports.random),
        recording,
        at: now.toISOString(),
        status,
        since,
        how,
        operator: station.actor.account,
      },
    )
  recordAct(tx, station, 'card.asked', recording, { how, status, again })
  return again
}

/** A penyelia has looked into why nothing moves. VISIT-NONE where nobody waits for that, NOT-FOUND. */
export async function settleVisits(station: Station, recording: string, note: string): Promise<Visits> {
  const visits = await station.write.transaction((tx) => {
    standingOf(tx, recording)
    const changed = tx.run(
      'UPDATE card_visit SET settled_at = :at, settled_by = :by, note = :note WHERE recording = :recording AND settled_at IS NULL',
      { at: station.ports.now().toISOString(), by: station.actor.account, note, recording },
    )
    if (changed === 0) throw refuse('VISIT-NONE')
    recordAct(tx, station, 'card.asked-settled', recording, { note })
    return visitsOf(tx, recording)
  })
  station.changed('printing')
  station.changed('enrolment')
  station.changed('board')
  return visits
}
