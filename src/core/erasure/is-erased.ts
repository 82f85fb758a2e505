import type { ReadDb } from '../db/handles.ts'
import { refuse } from '../refuse.ts'

/** When something's data were destroyed here, or null. ISO 8601 UTC. */
export function isErased(read: ReadDb, kind: 'recording' | 'list', id: string): string | null {
  return read.get<{ at: string }>('SELECT at FROM erased WHERE kind = ? AND id = ?', [kind, id])?.at ?? null
}

/** PRIVACY-ERASED for a recording whose data were destroyed. */
export function refuseErased(read: ReadDb, recording: string): void {
  const at = isErased(read, 'recording', recording)
  if (at !== null) throw refuse('PRIVACY-ERASED', { day: at.slice(0, 10) })
}
