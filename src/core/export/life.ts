import type { Bag } from '../../contract/export.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { forgetIntended } from './intended.ts'
import { listBags } from './list.ts'
import { anyBag, type BagRow } from './queries.ts'
import { isBeingMade } from './running.ts'

type State = BagRow['state']

/** From where a step may be taken. Answered is told by receipts alone; a lost bag may turn up. */
const FROM: Readonly<Record<'handed-over' | 'arrived' | 'lost' | 'unused', readonly State[]>> = {
  'handed-over': ['made', 'handed-over'],
  arrived: ['made', 'handed-over', 'arrived', 'lost'],
  lost: ['made', 'handed-over', 'arrived', 'lost'],
  unused: ['making'],
}

export interface Step {
  readonly state: State
  readonly who?: string
  readonly telephone?: string
  readonly note?: string
  readonly signature?: string | undefined
}

/** Adds a step to a bag's life, in the caller's transaction, with its audit. The caller has set the bag's state. */
export function noteStep(tx: WriteTx, station: Station, bag: string, step: Step): void {
  const epoch = station.epoch.id
  const { n } = tx.get<{ n: number }>(
    'SELECT coalesce(max(n), 0) + 1 AS n FROM bag_event WHERE bag = ? AND epoch = ?',
    [bag, epoch],
  )!
  const { state, who = null, telephone = null, note = null, signature = null } = step
  const at = station.ports.now().toISOString()
  const operator = station.actor.account
  tx.run(
    `INSERT INTO bag_event (bag, epoch, n, at, state, who, telephone, note, signature, operator)
     VALUES (:bag, :epoch, :n, :at, :state, :who, :telephone, :note, :signature, :operator)`,
    { bag, epoch, n, at, state, who, telephone, note, signature, operator },
  )
  recordAct(tx, station, `export.${state}`, bag, { who, telephone, note, signed: signature !== null })
}

async function takeStep(
  station: Station,
  bag: string,
  to: keyof typeof FROM,
  act: (tx: WriteTx, row: BagRow, now: string) => Step | null,
): Promise<Bag> {
  await station.write.transaction((tx) => {
    const row = anyBag(tx, bag)
    if (!row) throw refuse('NOT-FOUND', { what: 'Tas' })
    if (!FROM[to].includes(row.state)) throw refuse('EXPORT-STEP', { state: row.state })
    const taken = act(tx, row, station.ports.now().toISOString())
    if (taken) noteStep(tx, station, bag, taken)
  })
  station.changed('export')
  return listBags(station, bag)[0]!
}

export interface HandOver {
  readonly bag: string
  readonly to: string
  readonly telephone: string
  readonly signature?: string | undefined
}

/** Somebody takes the bag. The same hand again changes nothing; another one is a courier on the way. NOT-FOUND, EXPORT-STEP. */
export function handOver(station: Station, { bag, to, telephone, signature }: HandOver): Promise<Bag> {
  return takeStep(station, bag, 'handed-over', (tx, row, now) => {
    if (row.state === 'handed-over' && row.handed_to === to && row.telephone === telephone) return null
    tx.run(
      `UPDATE bag SET state = 'handed-over', handed_at = coalesce(handed_at, ?), handed_to = ?, telephone = ? WHERE id = ?`,
      [now, to, telephone, bag],
    )
    return { state: 'handed-over', who: to, telephone, signature }
  })
}

/** The receiver said that the bag is there. NOT-FOUND, EXPORT-STEP. */
export function markArrived(station: Station, { bag, who }: { bag: string; who: string }): Promise<Bag> {
  return takeStep(station, bag, 'arrived', (tx, row, now) => {
    if (row.state === 'arrived') return null
    tx.run(`UPDATE bag SET state = 'arrived', arrived_at = ?, lost_at = NULL WHERE id = ?`, [now, bag])
    return { state: 'arrived', who }
  })
}

/**
 * A supervisor declares a bag lost: what was in it goes out again without further words. An interrupted one whose drive will not come back
 * becomes unused. NOT-FOUND, EXPORT-STEP, EXPORT-SUPERVISOR.
 */
export function markLost(station: Station, { bag, reason }: { bag: string; reason: string }): Promise<Bag> {
  if (station.actor.role !== 'penyelia') throw refuse('EXPORT-SUPERVISOR')
  const unfinished = anyBag(station.read, bag)?.state === 'making' && !isBeingMade(bag)
  return takeStep(station, bag, unfinished ? 'unused' : 'lost', (tx, row, now) => {
    if (row.state === 'lost') return null
    const state = unfinished ? 'unused' : 'lost'
    tx.run('UPDATE bag SET state = ?, lost_at = ? WHERE id = ?', [state, now, bag])
    forgetIntended(tx, bag)
    return { state, note: reason }
  })
}
