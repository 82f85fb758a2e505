import type { WriteTx } from '../../db/handles.ts'
import type { Station } from '../../station.ts'

/**
 * SQLite sets this while it compiles the statement, so it must be compiled anew each time: `iterate` does that. The read value says
 * that it took.
 */
function secureDelete(tx: WriteTx, mode: 'ON' | 'FAST'): void {
  const [row] = [...tx.iterate<{ secure_delete: number }>(`PRAGMA secure_delete = ${mode}`)]
  if (row?.secure_delete !== (mode === 'ON' ? 1 : 2)) throw new Error('secure_delete was not set')
}

/**
 * Deletes a draft so that nothing of it can be read again. The row with the captures' key is overwritten with zeros; the captures,
 * mere ciphertext without it, are not: zeros would be megabytes through the WAL for each person (decision 0007). The caller
 * checkpoints afterwards, so that the key is gone from the WAL too.
 * @returns whether the draft was there, at the revision given
 */
export function shredDraft(tx: WriteTx, id: string, revision?: number): boolean {
  secureDelete(tx, 'FAST')
  try {
    tx.run('DELETE FROM draft_capture WHERE draft = ?', [id])
    tx.run('DELETE FROM draft_document WHERE draft = ?', [id])
  } finally {
    secureDelete(tx, 'ON')
  }
  return (
    tx.run('DELETE FROM draft WHERE id = ? AND revision = coalesce(?, revision)', [id, revision ?? null]) ===
    1
  )
}

/**
 * Takes a deleted draft out of the WAL. It is sealed or discarded by now: a disk that refuses this leaves it to the next time, and must
 * not make anyone believe that the act failed.
 */
export function tidyStore(station: Station): void {
  try {
    station.checkpoint()
  } catch (error) {
    station.ports.log.error('checkpoint after a draft', { error: String(error) })
  }
}
