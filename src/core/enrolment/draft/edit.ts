import type { Draft } from '../../../contract/enrolment.ts'
import type { WriteTx } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { isSealing } from '../seal/under-way.ts'
import { type DraftRow, draftRow, draftView } from './rows.ts'

/** The draft, or what became of it: ENROLMENT-SEALED, NOT-FOUND. */
export function existingDraft(tx: WriteTx | Station['read'], id: string): DraftRow {
  const row = draftRow(tx, id)
  if (row) return row
  const sealed = tx.get('SELECT 1 FROM recording WHERE id = ?', [id])
  throw sealed ? refuse('ENROLMENT-SEALED') : refuse('NOT-FOUND', { what: 'Rekaman' })
}

/**
 * Changes a draft in one durable transaction and answers the whole draft as it then lies on disk. `work` answers false when
 * there was nothing to change: then nothing is written. ENROLMENT-SEALING while its packet is being made, so that nothing that is
 * entered can miss the packet and yet be deleted with the draft.
 */
export async function editDraft(
  station: Station,
  id: string,
  work: (tx: WriteTx, row: DraftRow) => boolean,
): Promise<Draft> {
  if (isSealing(station, id)) throw refuse('ENROLMENT-SEALING')
  const { draft, changed } = await station.write.transaction((tx) => {
    const row = existingDraft(tx, id)
    const changes = work(tx, row)
    if (changes) {
      const at = station.ports.now().toISOString()
      tx.run('UPDATE draft SET revision = revision + 1, updated_at = ? WHERE id = ?', [at, id])
    }
    return { draft: draftView(tx, existingDraft(tx, id)), changed: changes }
  })
  if (changed) station.changed('enrolment')
  return draft
}
