import type { Bag, BagEvent } from '../../contract/export.ts'
import type { Station } from '../station.ts'
import { overdueOf } from './overdue.ts'
import { ANSWERED, type BagRow } from './queries.ts'
import { isBeingMade } from './running.ts'

/** Where a page finds a bag's letter. */
function letterUrl(id: string): string {
  return `app://station/export/${id}.pdf`
}

function shownState({ state, packets }: BagRow, answered: number): Bag['state'] {
  if (state === 'making') return 'interrupted'
  // Receipts that came by line answer a bag too.
  return state !== 'lost' && state !== 'unused' && answered === packets ? 'answered' : state
}

/** Every bag, the newest first; the one that is being made just now is left out. */
export function listBags({ read, profile, ports }: Station, only?: string): Bag[] {
  const rows = read.all<BagRow & { answered: number }>(
    `SELECT b.*, ${ANSWERED} AS answered FROM bag b WHERE :only IS NULL OR b.id = :only ORDER BY b.seq DESC`,
    { only: only ?? null },
  )
  return rows
    .filter(({ id, state }) => state !== 'making' || !isBeingMade(id))
    .map((row) => {
      const state = shownState(row, row.answered)
      return {
        id: row.id,
        seq: row.seq,
        madeAt: row.made_at,
        folder: row.folder,
        packets: row.packets,
        bytes: row.bytes,
        state,
        answered: row.answered,
        part: row.part,
        more: row.more,
        handedTo: row.handed_to,
        telephone: row.telephone,
        overdue: overdueOf({ ...row, state }, profile.policies, ports.now()),
        letterUrl: letterUrl(row.id),
      }
    })
}

/** Every step of a bag's life, the oldest first. */
export function bagHistory({ read }: Station, bag: string): BagEvent[] {
  return read.all<BagEvent>(
    'SELECT at, state, who, telephone, note, signature, operator FROM bag_event WHERE bag = ? ORDER BY at, n',
    [bag],
  )
}
