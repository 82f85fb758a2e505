import { amendRecording } from '../amend/amend.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { recordedExceptions } from './sealed.ts'

/**
 * A penyelia says yes to all exceptions of a sealed recording, by a signed amendment that goes before it; it may be sent from then on.
 * Saying it twice is saying it once. ENROLMENT-SUPERVISOR-ONLY, NOT-FOUND.
 */
export async function approveRecorded(station: Station, recording: string): Promise<void> {
  if (station.actor.role !== 'penyelia') throw refuse('ENROLMENT-SUPERVISOR-ONLY')
  const all = recordedExceptions(station.read, recording)
  if (all.length === 0) throw refuse('NOT-FOUND', { what: 'Pengecualian' })
  const exceptions = all
    .filter(({ approvedBy }) => approvedBy === null)
    .map(({ slot, reason }) => ({ slot, reason }))
  if (exceptions.length === 0) return
  await amendRecording(station, recording, {
    kind: 'approval',
    reason: 'pengecualian diperiksa penyelia',
    exceptions,
  })
}
