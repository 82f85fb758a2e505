import { existsSync } from 'node:fs'
import { removeDurably, sweepTemporaries } from '../../../lib/write-durably.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { DraftRow } from '../draft/rows.ts'
import { type HasPackets, monthFolder, packetPath, signaturePath } from './paths.ts'

/** What a draft holds while it is being sealed: the place of its packet in the epoch's order, and when that was. */
export interface Reservation {
  readonly seq: number
  readonly at: string
}

/** Drafts whose sealing was interrupted. */
export function reservedDrafts(db: ReadDb): DraftRow[] {
  return db.all<DraftRow>('SELECT * FROM draft WHERE sealing IS NOT NULL ORDER BY id')
}

/**
 * Removes what an interrupted sealing left on the disk: a packet that was never recorded, and files half written. Such a packet is
 * not used, because its file key is gone and it can no longer be proven to open. Call it from the seal queue alone.
 */
export async function removeLeftovers(
  station: HasPackets,
  row: Pick<DraftRow, 'id' | 'sealing'>,
): Promise<void> {
  if (row.sealing === null) return
  const { at } = JSON.parse(row.sealing) as Reservation
  const folder = monthFolder(station, at)
  if (!existsSync(folder)) return
  await removeDurably(signaturePath(station, row.id, at))
  await removeDurably(packetPath(station, row.id, at))
  await sweepTemporaries(folder)
}
