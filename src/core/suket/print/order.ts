import type { Paper, PrintChoice } from '../../../contract/suket.ts'
import { newId } from '../../../formats/id.ts'
import { localValue, setLocal } from '../../db/local.ts'
import type { ReadDb, WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { recordSuketEvent } from '../events.ts'
import { suketById, type SuketRow } from '../queries.ts'
import { mayAct, stateAfter, stateOn } from '../states.ts'
import { todayOf } from '../today.ts'
import { insertJob, LIVE } from './jobs.ts'

export interface PrintOrderInput extends PrintChoice {
  readonly ids: readonly string[]
  readonly paper?: Paper | undefined
  readonly reason?: string | undefined
}

/** What was chosen at the last print on this machine, or null. */
export function lastChoice(db: ReadDb): PrintChoice | null {
  const kept = localValue(db, 'print-choice')
  return kept === undefined ? null : (JSON.parse(kept) as PrintChoice)
}

/** Whether a letter may have been on paper already: it has, or nobody can tell. */
function beenOnPaper(db: ReadDb, row: SuketRow): boolean {
  if (row.paper_at !== null) return true
  return db.get(`SELECT 1 FROM paper_job WHERE about = ? AND state = 'unknown'`, [row.id]) !== undefined
}

function queueOne(tx: WriteTx, station: Station, row: SuketRow, batch: string, input: PrintOrderInput): void {
  const state = stateOn(row, todayOf(station))
  if (!mayAct(state, 'reprint')) throw refuse('SUKET-STATE', { state, act: 'print' })
  if (tx.get(`SELECT 1 FROM paper_job WHERE about = ? AND ${LIVE}`, [row.id]))
    throw refuse('SUKET-PRINTING', { number: row.number })
  const again = beenOnPaper(tx, row)
  if (again && input.reason === undefined) throw refuse('SUKET-REPRINT-REASON', { number: row.number })
  const paper = input.paper ?? row.paper
  tx.run('UPDATE suket SET state = :state, paper = :paper WHERE id = :id', {
    id: row.id,
    paper,
    state: again ? stateAfter(state, 'reprint') : row.state,
  })
  if (again) recordSuketEvent(tx, station, { act: 'reprint', suket: row, reason: input.reason })
  const id = newId(station.ports.random)
  insertJob(tx, {
    id,
    about: row.id,
    title: `Suket ${row.number} ${id}`,
    batch,
    printer: input.printer,
    tray: input.tray,
    copies: input.copies,
    paper,
    state: 'waiting',
    detail: null,
    system_id: null,
    made_at: station.ports.now().toISOString(),
    ended_at: null,
    operator: station.actor.account,
  })
}

/**
 * Queues letters for a printer, all in one transaction or none, and remembers the choice. A reprint keeps the number: a letter that has
 * been on paper needs a reason, one whose print failed does not. NOT-FOUND, SUKET-STATE, SUKET-PRINTING, SUKET-REPRINT-REASON.
 */
export async function printSukets(
  station: Station,
  input: PrintOrderInput,
): Promise<{ batch: string; jobs: number }> {
  const ids = [...new Set(input.ids)]
  const batch = newId(station.ports.random)
  await station.write.transaction((tx) => {
    for (const id of ids) {
      const row = suketById(tx, id)
      if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
      queueOne(tx, station, row, batch, input)
    }
    const { printer, tray, copies } = input
    setLocal(tx, 'print-choice', JSON.stringify({ printer, tray, copies }))
  })
  station.changed('suket')
  return { batch, jobs: ids.length }
}

/** Valid letters that have never been on paper and are not on their way to it, the oldest first. */
export function unprinted(
  db: ReadDb,
  today: string,
): { letters: { id: string; number: string }[]; total: number } {
  const waiting = `FROM suket s WHERE s.state IN ('issued', 'reprinted') AND s.expires_on >= ? AND s.paper_at IS NULL
    AND s.id NOT IN (SELECT j.about FROM paper_job j WHERE ${LIVE} OR j.state = 'unknown')`
  const letters = db.all<{ id: string; number: string }>(
    `SELECT s.id, s.number ${waiting} ORDER BY s.rowid LIMIT 100`,
    [today],
  )
  // Hardly ever more than a day's letters; where a hundred are, somebody counts.
  const total =
    letters.length < 100
      ? letters.length
      : db.get<{ n: number }>(`SELECT count(*) AS n ${waiting}`, [today])!.n
  return { letters, total }
}
