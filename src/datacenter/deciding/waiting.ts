import { decisionOn, type Decision } from '../registry/decisions.ts'
import { type Record, recordOf } from '../registry/records.ts'
import type { SqlReader } from '../store/sql.ts'
import { isConflict } from './allowed.ts'
import { othersOf } from './decide.ts'

/** A case that waits for a person, with whom it resembles as far as this site knows them. */
export interface Waiting {
  readonly record: Record
  readonly conflict: boolean
  /** `likeness`: why it may be one person; null in a conflict that penunggalan found later. */
  readonly others: readonly {
    readonly packet: string
    readonly likeness: string | null
    readonly record: Record | undefined
  }[]
  readonly decision: Decision | undefined
}

/** How many others of a case are shown. */
const OTHERS_SHOWN = 4

const STATUSES = `('ADJUDICATE_RECORD', 'REQUEST_VALIDATION', 'DUPLICATE_RECORD')`
const FINAL = `('PRINT_READY_RECORD', 'SENT_FOR_CARD_PRINTING', 'CARD_PRINTED', 'CARD_SHIPPED', 'CARD_ISSUED')`
/** A person said that it is one person: it stays so, and is shown no more. */
const NOT_DECIDED = `NOT EXISTS (SELECT 1 FROM decision d WHERE d.packet = r.packet AND d.attempt = r.attempt AND d.decided = 'DUPLICATE_RECORD'
  AND (r.conflict IS NULL OR ' ' || d.others || ' ' LIKE '% ' || r.conflict || ' %'))`
const WAITS = `((r.status IN ${STATUSES} AND r.complete = 1) OR (r.conflict IS NOT NULL AND r.complete = 1 AND r.status IN ${FINAL})) AND ${NOT_DECIDED}`

async function withOthers(db: SqlReader, record: Record): Promise<Waiting> {
  const likeness = new Map(
    (record.found ?? '').split(' ').map((one) => {
      const [why = '', packet = ''] = one.split(':')
      return [packet, why]
    }),
  )
  const others = []
  for (const packet of othersOf(record).slice(0, OTHERS_SHOWN)) {
    others.push({ packet, likeness: likeness.get(packet) ?? null, record: await recordOf(db, packet) })
  }
  const decision = await decisionOn(db, record.packet, record.attempt)
  return { record, conflict: isConflict(record), others, decision }
}

/** What waits for a person, oldest first, and how many there are in all. */
export async function waitingCases(
  db: SqlReader,
  limit: number,
): Promise<{ cases: Waiting[]; total: number }> {
  const rows = await db.all<Record>(
    `SELECT r.* FROM record r WHERE ${WAITS} ORDER BY r.status_at, r.packet LIMIT ?`,
    [limit],
  )
  const counted = await db.get<{ n: number }>(`SELECT count(*) AS n FROM record r WHERE ${WAITS}`)
  const cases: Waiting[] = []
  for (const row of rows) cases.push(await withOthers(db, row))
  return { cases, total: counted?.n ?? 0 }
}
