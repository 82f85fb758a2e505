import { H0, nextHead } from '../../../formats/head/head.ts'
import { hex, unhex } from '../../../lib/bytes.ts'
import type { ReadDb } from '../../db/handles.ts'
import type { Epoch } from '../../station.ts'

/** The last packet that an epoch sealed. */
export interface ChainEnd {
  /** 0 before the first. */
  readonly seq: number
  readonly head: Uint8Array
}

/** Where the chain of an epoch ends now; an epoch with a parent begins with the parent's head (FORMATS: head). */
export function chainEnd(db: ReadDb, epoch: Epoch): ChainEnd {
  const last = db.get<{ seq: number; head: string }>(
    'SELECT seq, head FROM recording WHERE epoch = ? ORDER BY seq DESC LIMIT 1',
    [epoch.id],
  )
  if (last) return { seq: last.seq, head: unhex(last.head) }
  return { seq: 0, head: epoch.parentHead === null ? H0 : unhex(epoch.parentHead) }
}

/** The head after one more packet, lower hex. */
export function headAfter(end: ChainEnd, id: string, sha256: string): string {
  return hex(nextHead(end.head, { seq: end.seq + 1, id, sha256 }))
}
