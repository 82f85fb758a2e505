import { resolve } from 'node:path'
import { type AuditEntry, auditFilterSchema } from '../../contract/audit.ts'
import { listActs, recordSearch, unlockValues, verifyAudit } from '../audit/index.ts'
import { identityIn } from '../account/index.ts'
import { requireMay } from '../permit.ts'
import { refuse } from '../refuse.ts'
import { readText } from './secrets.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam audit verify`: recomputes the whole chain; exit code 1 when it is broken. */
export async function auditVerify(terminal: Terminal, options: Common & StationOptions): Promise<number> {
  const found = await withStation(options, async (station) => verifyAudit(station.read))
  print(terminal, options, found, [
    found.sound
      ? `Rantai audit utuh: ${found.entries} entri, ${found.values} dengan nilai yang cocok`
      : `Rantai audit PUTUS pada entri ${found.brokenAt}`,
  ])
  return found.sound ? 0 : 1
}

const PAGE = 500

const STATES = { destroyed: 'dimusnahkan', locked: 'kuncinya di Dinas', damaged: 'RUSAK' } as const

/** Old and new values, one line each. */
function inWords({ values }: AuditEntry): string[] {
  if (values === null) return []
  if (values.state !== 'here') return [`    ${STATES[values.state]}`]
  return values.changes.map(
    ({ field, old, new: now }) =>
      `    ${field === '' ? '' : `${field}: `}${old === null ? '' : `${old} -> `}${now ?? '-'}`,
  )
}

/** `rekam audit unlock`: opens values of before a restore by the Dinas' recovery identity, on this machine. */
export async function auditUnlock(
  terminal: Terminal,
  { identity, ...options }: Common & StationOptions & { identity: string },
): Promise<void> {
  const key = identityIn(await readText(resolve(identity)))
  if (key === undefined) throw refuse('INPUT-INVALID', { why: '--identity' })
  const unlocked = await withStation(options, async (station) => {
    requireMay(station.actor.role, 'audit.list')
    return unlockValues(station, key)
  })
  print(terminal, options, { unlocked }, [`${unlocked} kunci dibuka`])
}

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
    const all: AuditEntry[] = []
    for (let before: number | undefined; ; ) {
      const page = await listActs(station, { ...filter.data, before, limit: PAGE })
      all.push(...page)
      if (page.length < PAGE) return all
      before = page.at(-1)!.n
    }
  })
  print(terminal, options, { entries }, [
    ...entries.flatMap((one) => [[one.at, one.actor, one.act, one.subject].join('  '), ...inWords(one)]),
    `${entries.length} perbuatan`,
  ])
}
