import type { AuditEntry, AuditFilter, AuditValues } from '../../contract/audit.ts'
import type { ReadDb } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { changesOf } from './changes.ts'
import { listEntries } from './queries.ts'
import { recordLook } from './record-look.ts'
import { valuesOf } from './values.ts'

function shownValues(read: ReadDb, place: { epoch: string; seq: number }): AuditValues | null {
  const kept = valuesOf(read, place)
  if (kept === null) return null
  return { state: kept.state, changes: kept.state === 'here' ? changesOf(kept.json) : [] }
}

/**
 * One page of acts with their old and new values, the latest first, as the window and the terminal show it. Seeing values is a read of
 * personal data: an act itself, once for one look through.
 */
export async function listActs(
  station: Station,
  filter: AuditFilter & { before?: number | undefined; limit: number },
): Promise<AuditEntry[]> {
  const { read, profile } = station
  const entries = listEntries(read, { ...filter, zone: profile.station.zone }).map(
    ({ epoch, n, seq, at, actor, act, subject, hash }) => ({
      n,
      seq,
      at,
      actor,
      act,
      subject,
      hash,
      values: shownValues(read, { epoch, seq }),
    }),
  )
  if (entries.some(({ values }) => values?.state === 'here'))
    await recordLook(station, { act: 'audit.values' }, { about: filter.about })
  return entries
}
