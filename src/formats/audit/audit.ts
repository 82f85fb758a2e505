import { utf8 } from '../../lib/bytes.ts'
import type { AccessEntry } from '../access/access.ts'

/** Whose acts of which days. */
export interface AuditPeriod {
  readonly station: string
  /** First and last day, yyyy-mm-dd. */
  readonly from: string
  readonly until: string
  /** When it was made, ISO 8601 UTC. */
  readonly at: string
}

/** The acts of a period as lines of JSON (audit.md). The same acts give the same bytes. */
export function encodeAudit(
  { station, from, until, at }: AuditPeriod,
  entries: readonly AccessEntry[],
): Uint8Array {
  const head = { format: 'rekam-audit', version: 1, station, from, until, at, entries: entries.length }
  const lines = entries.map(({ epoch, seq, at: when, actor, act, subject, commitment, prev, hash }) => ({
    epoch,
    seq,
    at: when,
    actor,
    act,
    subject,
    commitment,
    prev,
    hash,
  }))
  return utf8([head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
}
