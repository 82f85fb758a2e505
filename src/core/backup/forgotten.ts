import { setImmediate } from 'node:timers/promises'
import { hasNotLeft } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { diskNotes, oweTo } from './disk-notes.ts'

/** Recordings that are looked at before somebody else gets an answer. */
const AT_ONCE = 2000

/**
 * Runs look behind a cursor alone (choose.ts). What stands before it is on the disk or noted as owed to it; whatever made it neither, such
 * packets are owed from here on. Gives way in between; `signal` ends it. Answers how many.
 */
export async function oweForgotten(station: Station, disk: string, signal?: AbortSignal): Promise<number> {
  const { read, write, ports } = station
  const { notes, known } = diskNotes(read, disk)
  if (!known) return 0
  const owed = new Set(notes.lacking)
  const forgotten: string[] = []
  const isStopped = () => signal?.aborted === true
  const last = read.get<{ n: number | null }>('SELECT max(rowid) AS n FROM recording')!.n ?? 0
  for (let from = 0; from < last && !isStopped(); from += AT_ONCE) {
    const rows = read.all<{ id: string; epoch: string; seq: number }>(
      `SELECT id, epoch, seq FROM recording r WHERE r.rowid > ? AND r.rowid <= ? AND ${hasNotLeft('r.id')}
         AND NOT EXISTS (SELECT 1 FROM copy c WHERE c.packet = r.id AND c.disk = ?)`,
      [from, from + AT_ONCE, disk],
    )
    for (const { id, epoch, seq } of rows)
      if (seq <= (notes.cursor[epoch] ?? 0) && !owed.has(id)) forgotten.push(id)
    await setImmediate()
  }
  if (forgotten.length === 0) return 0
  await write.transaction((tx) => oweTo(tx, disk, forgotten))
  ports.log.error('packets that a disk lacks were owed to it by nobody', { disk, packets: forgotten.length })
  return forgotten.length
}
