import { z } from 'zod'
import { equal, text, utf8 } from '../../lib/bytes.ts'
import { type AccessEntry, actSchema } from '../access/access.ts'
import { countSchema, instantSchema, stationSchema } from '../fields.ts'
import { formatHead, unreadable } from '../json.ts'

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

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const headSchema = z.strictObject({
  ...formatHead('rekam-audit'),
  station: stationSchema,
  from: day,
  until: day,
  at: instantSchema,
  entries: countSchema,
})

/** The acts that a file of a period holds. Its signature is the caller's. Fault FORMAT-UNREADABLE, also for what encodeAudit would spell otherwise. */
export function decodeAudit(bytes: Uint8Array): { period: AuditPeriod; entries: readonly AccessEntry[] } {
  try {
    const [first = '', ...lines] = text(bytes).split('\n')
    const period = headSchema.parse(JSON.parse(first))
    const entries = lines.slice(0, -1).map((line) => actSchema.parse(JSON.parse(line)))
    if (equal(encodeAudit(period, entries), bytes)) return { period, entries }
  } catch (error) {
    throw unreadable('rekam-audit', 'line', error)
  }
  throw unreadable('rekam-audit', 'spelling')
}
