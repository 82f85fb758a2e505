import type { ReadDb } from '../db/handles.ts'
import { type AuditEntry, CHAIN_START, commitToText, entryHash } from './chain.ts'
import { type Head, rememberedHead } from './head.ts'
import { missingOf, receivedEnd } from './received.ts'
import { valuesOf } from './values.ts'

export interface AuditVerdict {
  readonly sound: boolean
  /** Entries that were looked at, in all epochs. */
  readonly entries: number
  /** Where the first break is: the entry that does not fit, or that is missing. */
  readonly brokenAt: number | null
  readonly epoch: string | null
  /** Values whose key lives here; each was held against its commitment. */
  readonly values: number
}

function fits(entry: AuditEntry, last: Head): boolean {
  return entry.seq === last.seq + 1 && entry.prev === last.hash && entry.hash === entryHash(entry)
}

/**
 * Recomputes every chain from its start: an entry that was edited, removed, inserted or moved breaks it, and so does a value that is still
 * there and not what its entry committed to. Chains of other epochs are held against their ends as they were received. Whoever has the database
 * key and rewrites the whole chain is not caught here, but by the older chain on any backup disk.
 */
export function verifyAudit(read: ReadDb): AuditVerdict {
  let entries = 0
  let values = 0
  let last: Head = { epoch: '', seq: 0, hash: CHAIN_START }
  const head = rememberedHead(read)
  const broken = (epoch: string, brokenAt: number) => ({ sound: false, entries, brokenAt, epoch, values })
  let headMet = false
  const received: Head[] = []
  for (const entry of read.iterate<AuditEntry>('SELECT * FROM audit ORDER BY epoch, seq')) {
    if (entry.epoch !== last.epoch) last = { epoch: entry.epoch, seq: 0, hash: CHAIN_START }
    entries++
    if (!fits(entry, last)) return broken(entry.epoch, last.seq + 1)
    const kept = valuesOf(read, entry)
    if (kept?.state === 'damaged') return broken(entry.epoch, entry.seq)
    if (kept?.state === 'here') {
      if (commitToText(kept.json, kept.salt) !== entry.commitment) return broken(entry.epoch, entry.seq)
      values++
    }
    last = entry
    const end = receivedEnd(entry)
    if (end) received.push(end)
    if (entry.epoch === head?.epoch && entry.seq === head.seq) headMet = entry.hash === head.hash
    if (entry.epoch === head?.epoch && entry.seq > head.seq) return broken(entry.epoch, entry.seq)
  }
  // Every store begins with an act, so that there always is a head.
  if (!headMet) return broken(head?.epoch ?? last.epoch, head?.seq ?? last.seq + 1)
  for (const end of received) {
    const at = missingOf(read, end)
    if (at !== null) return broken(end.epoch, at)
  }
  return { sound: true, entries, brokenAt: null, epoch: null, values }
}
