import type { RetentionPlan } from '../../../contract/privacy.ts'
import { maskNik } from '../../../contract/nik.ts'
import { hex, utf8 } from '../../../lib/bytes.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { ReadDb } from '../../db/handles.ts'
import { isHere } from '../../enrolment/index.ts'
import { nameNow, nikNow } from '../../resident/index.ts'
import type { Station } from '../../station.ts'
import { countDue, packetsOf } from './count.ts'
import { type Due, whatIsDue } from './due.ts'

/** Recordings that an answer names; the counts are of all. */
const LISTED = 100

/** Stands for exactly these: nothing else is destroyed by it. */
function tokenOf({ cases, tickets, requests, subjects, list }: Due): string {
  const all = [cases.map(({ id }) => id), tickets, requests, subjects, list === null ? [] : [list.id]]
  return hex(sha256(utf8(JSON.stringify(all))))
}

/** A name as a list of what will be gone shows it: first letters. */
export function maskName(name: string): string {
  return name.replaceAll(/(\p{L})\p{L}*/gu, '$1***')
}

interface Person {
  id: string
  nik: string
  name: string
  sealed_at: string
}

function listed(read: ReadDb, { cases }: Due): RetentionPlan['listed'] {
  return cases.slice(0, LISTED).map(({ id, finalAt }) => {
    const row = read.get<Person>(
      `SELECT r.id, ${nikNow('r')} AS nik, ${nameNow('r')} AS name, r.sealed_at FROM recording r WHERE r.id = ?`,
      [id],
    )!
    return { id, name: maskName(row.name), nik: maskNik(row.nik), sealedAt: row.sealed_at, finalAt }
  })
}

export interface Planned {
  readonly due: Due
  readonly packets: readonly string[]
  readonly shown: RetentionPlan
}

/** The plan with its ids, from the transaction's own view. */
export function planDue(read: ReadDb, station: Station): Planned {
  const { recordingDays = null, auditDays = null } = station.profile.retention
  const due = whatIsDue(read, station)
  const packets = packetsOf(read, due)
  return {
    due,
    packets,
    shown: {
      token: tokenOf(due),
      recordingDays,
      auditDays,
      counts: countDue(read, due, packets),
      held: due.held,
      drafts: due.drafts,
      packetsHere: read.get<{ n: number }>(
        `SELECT count(*) AS n FROM recording r WHERE r.id IN (SELECT value FROM json_each(?)) AND ${isHere('r.id')}`,
        [JSON.stringify(packets)],
      )!.n,
      listed: listed(read, due),
    },
  }
}

/** What a destruction would take now, and what stays and why. Changes nothing. */
export function planRetention(station: Station): RetentionPlan {
  return planDue(station.read, station).shown
}
