import type { SuketAct } from '../../contract/suket.ts'
import type { WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import { nikNow } from '../resident/index.ts'
import type { Station } from '../station.ts'
import { recordSuketEvent } from './events.ts'
import { isOf, suketById, type SuketRow } from './queries.ts'
import { mayAct, stateAfter, stateOn } from './states.ts'
import { todayOf } from './today.ts'

export type Person = { readonly recording: string } | { readonly nik: string }

/** Ends a letter by an act, in the caller's transaction. SUKET-STATE where it has ended before. */
export function endSuket(
  tx: WriteTx,
  station: Station,
  row: SuketRow,
  act: Exclude<SuketAct, 'reprint'>,
  reason: string,
): void {
  const state = stateAfter(stateOn(row, todayOf(station)), act)
  tx.run('UPDATE suket SET state = :state, ended_at = :at, end_reason = :reason WHERE id = :id', {
    id: row.id,
    state,
    at: station.ports.now().toISOString(),
    reason,
  })
  recordSuketEvent(tx, station, { act, suket: row, reason })
}

/**
 * Withdraws every letter of a person that has not ended yet, expired ones too, in the caller's transaction: the door for the
 * hand-over of the card, which takes the paper back (FACTS: cards). Answers the numbers; none is no error, and a second call
 * changes nothing. The caller tells `station.changed('suket')` after its transaction.
 */
export function withdrawSuketOf(tx: WriteTx, station: Station, person: Person, reason: string): string[] {
  const today = todayOf(station)
  const rows = tx.all<SuketRow>(
    `SELECT s.* FROM suket s JOIN recording r ON r.id = s.recording
     WHERE ${isOf(`coalesce(:nik, (SELECT ${nikNow('o')} FROM recording o WHERE o.id = :recording))`)} ORDER BY s.rowid`,
    {
      nik: 'nik' in person ? person.nik : null,
      recording: 'recording' in person ? person.recording : null,
    },
  )
  const open = rows.filter((row) => mayAct(stateOn(row, today), 'withdraw'))
  for (const row of open) endSuket(tx, station, row, 'withdraw', reason)
  return open.map(({ number }) => number)
}

const CANCELLED = `SELECT s.*, json_extract(k.amendment, '$.reason') AS why FROM recording k JOIN suket s ON s.recording = k.amends
  WHERE json_extract(k.amendment, '$.kind') = 'cancellation' AND s.state IN ('issued', 'reprinted')`

/**
 * Withdraws the letters of recordings that were cancelled, expired ones too, in the caller's transaction: a letter says that somebody
 * has been recorded, and counts no longer than that is so (decision 0046). Those of one recording, or whatever a merge of two restores
 * brought together. Answers the numbers; a second call changes nothing. The caller tells `station.changed('suket')`.
 */
export function withdrawCancelled(tx: WriteTx, station: Station, recording?: string): string[] {
  const rows = tx.all<SuketRow & { why: string }>(
    `${CANCELLED} AND ${recording === undefined ? 'k.amends IS NOT NULL' : 'k.amends = :recording'} GROUP BY s.id ORDER BY s.rowid`,
    recording === undefined ? {} : { recording },
  )
  for (const { why, ...row } of rows) endSuket(tx, station, row, 'withdraw', `Rekaman dibatalkan: ${why}`)
  return rows.map(({ number }) => number)
}

const ISSUED_OF = `SELECT s.* FROM suket s JOIN recording r ON r.id = s.recording JOIN recording_status c ON c.recording = :recording
  WHERE ${isOf(`(SELECT ${nikNow('o')} FROM recording o WHERE o.id = :recording)`)} AND s.state IN ('issued', 'reprinted')
    AND c.status = 'CARD_ISSUED' AND (s.recording = c.recording OR s.issued_at <= c.at) ORDER BY s.rowid`

/** Recordings whose card was handed over, and whose person has a letter that counts by its state. */
const ISSUED = `SELECT DISTINCT c.recording FROM suket s JOIN recording r ON r.id = s.recording
  JOIN recording m ON m.nik = ${nikNow('r')} JOIN recording_status c ON c.recording = coalesce(m.amends, m.id)
  WHERE s.state IN ('issued', 'reprinted') AND c.status = 'CARD_ISSUED'`

/**
 * Withdraws the letters of a person whose card was handed over by the word of the centre, in the caller's transaction, as a hand-over here
 * does (decision 0227): those of that recording, and of others of the same person unless they were issued after the card was. A letter for a
 * card that was lost since stays. Without a recording: all that was missed. The caller tells `station.changed('suket')`.
 */
export function withdrawIssued(tx: WriteTx, station: Station, recording?: string): string[] {
  const which =
    recording === undefined ? tx.all<{ recording: string }>(ISSUED).map((row) => row.recording) : [recording]
  return which.flatMap((of) => {
    const rows = tx.all<SuketRow>(ISSUED_OF, { recording: of })
    for (const row of rows)
      endSuket(tx, station, row, 'withdraw', 'KTP-el sudah diserahkan menurut pusat data')
    return rows.map(({ number }) => number)
  })
}

/** Ends the letters that should have ended with something else, and did not: at an opening, and after a merge. A second call changes nothing. */
export function settleSukets(tx: WriteTx, station: Station): void {
  withdrawCancelled(tx, station)
  withdrawIssued(tx, station)
}

function letterOf(tx: WriteTx, id: string): SuketRow {
  const row = suketById(tx, id)
  if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
  return row
}

/** Takes one letter back at the desk: the card came another way, or the resident gives the paper up. */
export async function withdrawSuket(station: Station, id: string, reason: string): Promise<void> {
  await station.write.transaction((tx) => endSuket(tx, station, letterOf(tx, id), 'withdraw', reason))
  station.changed('suket')
}

/** Declares a letter void: its number stays used and explained. The penyelia's (SUKET-SUPERVISOR). */
export async function voidSuket(station: Station, id: string, reason: string): Promise<void> {
  if (station.actor.role === 'operator') throw refuse('SUKET-SUPERVISOR')
  await station.write.transaction((tx) => endSuket(tx, station, letterOf(tx, id), 'void', reason))
  station.changed('suket')
}
