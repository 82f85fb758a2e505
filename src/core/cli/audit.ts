import { auditFilterSchema } from '../../contract/audit.ts'
import { listEntries, recordSearch, verifyAudit } from '../audit/index.ts'
import { requireMay } from '../permit.ts'
import { refuse } from '../refuse.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam audit verify`: recomputes the whole chain; exit code 1 when it is broken. */
export async function auditVerify(terminal: Terminal, options: Common & StationOptions): Promise<number> {
  const found = await withStation(options, async (station) => verifyAudit(station.read))
  print(terminal, options, found, [
    found.sound
      ? `Rantai audit utuh: ${found.entries} entri`
      : `Rantai audit PUTUS pada entri ${found.brokenAt}`,
  ])
  return found.sound ? 0 : 1
}

const PAGE = 1000

export interface AuditListOptions extends Common, StationOptions {
  readonly actor?: string
  readonly act?: string
  readonly about?: string
  readonly from?: string
  readonly until?: string
}

/** `rekam audit list`: acts by actor, act, resident and period, the latest first; with --json every field of the chain. Asking about a resident is in the audit. */
export async function auditList(
  terminal: Terminal,
  { actor, act, about, from, until, ...options }: AuditListOptions,
): Promise<void> {
  const filter = auditFilterSchema.safeParse({ actor, act, about, from, until })
  if (!filter.success) throw refuse('INPUT-INVALID', { why: filter.error.issues[0]?.path.join('.') ?? '' })
  const entries = await withStation(options, async (station) => {
    requireMay(station.actor.role, 'audit.list')
    await recordSearch(station, 'audit.searched', about ?? '')
    const { zone } = station.profile.station
    const all = []
    for (let before: number | undefined; ; ) {
      const page = listEntries(station.read, { ...filter.data, before, limit: PAGE, zone })
      all.push(...page)
      if (page.length < PAGE) return all
      before = page.at(-1)!.n
    }
  })
  print(terminal, options, { entries }, [
    ...entries.map((one) => [one.at, one.actor, one.act, one.subject].join('  ')),
    `${entries.length} perbuatan`,
  ])
}
