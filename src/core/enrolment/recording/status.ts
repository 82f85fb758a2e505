import type { CentralStatus } from '../../../contract/status.ts'
import { canBeReported, canStep, type TransitionActor } from '../../../contract/status-transitions.ts'
import { type Acting, recordAct } from '../../audit/index.ts'
import type { WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'

export interface StatusChange {
  readonly recording: string
  readonly to: CentralStatus
  /** station: our own act; central: the centre's word; reset: the official recovery, with a person's reason. */
  readonly by: TransitionActor
  /** When it became so; for a report the centre's time. ISO 8601 in UTC. */
  readonly at: string
  readonly note?: string | undefined
}

export interface StatusNow {
  readonly status: CentralStatus
  /** Counts sendings; only a reset raises it (FORMATS: receipts). */
  readonly attempt: number
}

/** The status of a recording, or undefined for an unknown one. */
export function statusOf(db: Pick<WriteTx, 'get'>, recording: string): StatusNow | undefined {
  return db.get<StatusNow>('SELECT status, attempt FROM recording_status WHERE recording = ?', [recording])
}

/**
 * Moves a recording's status, in the caller's transaction, with its audit. The status that it has already changes nothing. NOT-FOUND;
 * STATUS-IMPOSSIBLE {from, to} for a step that nobody may take on this word.
 */
export function setStatus(tx: WriteTx, by: Acting, change: StatusChange): StatusNow {
  const { recording, to, at, note } = change
  const now = statusOf(tx, recording)
  if (!now) throw refuse('NOT-FOUND', { what: 'Rekaman' })
  if (now.status === to) return now
  const may = change.by === 'central' ? canBeReported(now.status, to) : canStep(now.status, to, change.by)
  if (!may) throw refuse('STATUS-IMPOSSIBLE', { from: now.status, to })
  const attempt = now.attempt + (change.by === 'reset' ? 1 : 0)
  tx.run('UPDATE recording_status SET status = ?, at = ?, attempt = ?, note = ? WHERE recording = ?', [
    to,
    at,
    attempt,
    note ?? null,
    recording,
  ])
  recordAct(tx, by, `status.${to.toLowerCase().replaceAll('_', '-')}`, recording, {
    from: now.status,
    to,
    by: change.by,
    note: note ?? null,
  })
  return { status: to, attempt }
}
