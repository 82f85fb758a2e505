import { setTimeout } from 'node:timers/promises'
import type { PaperJob } from '../../../contract/suket.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { jobById, type JobRow, LIVE, rowsWhere } from './jobs.ts'
import { endJob } from './step.ts'

/** Ten seconds for a job to reach the system. */
const TRIES = 100

/**
 * Takes back what has not come out yet of a batch; answers how many. What the printer has in hand is taken back from the system too,
 * and what came out before that stays done. Faults PRINTER-SYSTEM when the system has jobs of it and does not answer.
 */
export async function cancelPrints(station: Station, batch: string): Promise<number> {
  const take = (job: JobRow) => station.write.transaction((tx) => endJob(tx, station, job, 'cancelled', null))
  let cancelled = 0
  const mine = (state: string) => rowsWhere(station.read, `batch = ? AND ${state}`, [batch])
  for (const job of mine(`state = 'waiting'`)) if (await take(job)) cancelled++
  station.changed('suket')
  // One may be between here and the system this very moment: it is waited for, and then taken back as the others.
  for (let tries = 0; tries < TRIES; tries++) {
    const left = mine(LIVE)
    if (left.length === 0) break
    for (const job of left) {
      if (job.system_id === null) continue
      await station.ports.printers.cancel(job.printer, job.system_id)
      const { state } = await station.ports.printers.state(job.printer, job.system_id)
      if (state !== 'done' && (await take(job))) cancelled++
      else if (state === 'done')
        await station.write.transaction((tx) => endJob(tx, station, job, 'done', null))
    }
    if (mine(LIVE).length > 0) await setTimeout(100)
  }
  station.changed('suket')
  return cancelled
}

/**
 * A person looked whether the paper of a print that nobody can tell about came out. NOT-FOUND, SUKET-PRINT-SETTLED for one whose
 * outcome is known.
 */
export async function settlePrint(station: Station, id: string, came: boolean): Promise<PaperJob> {
  await station.write.transaction((tx) => {
    const [job] = rowsWhere(tx, 'id = ?', [id])
    if (!job) throw refuse('NOT-FOUND', { what: 'Suket' })
    const settled = endJob(tx, station, job, came ? 'done' : 'failed', 'seen', `state = 'unknown'`)
    if (!settled) throw refuse('SUKET-PRINT-SETTLED')
  })
  station.changed('suket')
  return jobById(station.read, id)!
}
