import type { WriteTx } from '../db/handles.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { recordSuketEvent } from './events.ts'
import { suketById } from './queries.ts'

/**
 * Notes that a letter came onto paper or into a file. Until then the register says of a number that its paper is still to be made,
 * which is what a crash between the two leaves behind.
 */
export function onPaper(
  tx: WriteTx,
  station: Station,
  id: string,
  act: 'save' | 'print-done',
  detail?: string,
): void {
  const row = suketById(tx, id)
  if (!row) throw refuse('NOT-FOUND', { what: 'Suket' })
  tx.run('UPDATE suket SET paper_at = coalesce(paper_at, :at) WHERE id = :id', {
    id,
    at: station.ports.now().toISOString(),
  })
  recordSuketEvent(tx, station, { act, suket: row, detail })
}
