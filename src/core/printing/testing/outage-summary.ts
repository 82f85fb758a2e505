import { gapsOf } from '../../../datacenter/gaps.ts'
import type { Site } from '../../../datacenter/site.ts'
import type { TestSite } from '../../upload/testing/sites.ts'
import type { ReadDb } from '../../db/handles.ts'
import { stockOf } from '../blanks.ts'
import { apartIn } from './ledgers.ts'
import type { OutageDesk } from './outage-desk.ts'

/** What was done, counted while it was done. */
export interface Script {
  readonly diary: string[]
  bags: number
  misprints: number
  /** Cards that were granted before any site answered: their papers came by drive. */
  byDrive: number
  resets: number
  amendments: number
  backups: number
  readonly epochs: string[]
}

export interface OutageSummary extends Script {
  readonly residents: number
  /** Packets of residents, and amendments. */
  readonly packets: number
  readonly statuses: Readonly<Record<string, number>>
  /** Residents who have neither exactly one card nor a named reason: nobody. */
  readonly unexplained: readonly string[]
  readonly cardsPrinted: number
  readonly suketWithdrawn: number
  readonly suketOpen: number
  readonly blanksLeft: number
  readonly blanksReceived: number
  /** Packets without a receipt, but for what was cancelled before it left. */
  readonly withoutReceipt: number
  /** Packets that the desk's disk does not have. */
  readonly withoutCopy: number
  /** Suket numbers that no letter and no explained range has. */
  readonly numbersMissing: readonly string[]
  /** Packets of which the station and the two sites do not say the same: status, and the card's order at the sites. */
  readonly disagreements: readonly string[]
  /** What a site's desk would still ask the station for. */
  readonly gaps: readonly string[]
  /** What one of the ledgers has and another has not (`ledgers.ts`). */
  readonly apart: readonly string[]
}

const NOBODY = ['unexplained', 'numbersMissing', 'disagreements', 'gaps', 'apart'] as const
const NONE = ['withoutReceipt', 'withoutCopy'] as const

/** What is not as it must be in the end, a line each; empty when all is well. */
export function wrongIn(
  summary: Pick<OutageSummary, (typeof NOBODY)[number] | (typeof NONE)[number]>,
): string[] {
  return [
    ...NOBODY.flatMap((name) => summary[name].map((line) => `${name}: ${line}`)),
    ...NONE.flatMap((name) => (summary[name] === 0 ? [] : [`${name}: ${summary[name]}`])),
  ]
}

/** Why a resident may have no card in the end. */
const NAMED = new Set(['DUPLICATE_RECORD', 'ADJUDICATE_RECORD', 'REQUEST_VALIDATION', 'UNREGISTERED'])

interface Resident {
  nik: string
  statuses: string
}

function unexplained(rows: readonly Resident[]): string[] {
  return rows.flatMap(({ nik, statuses }) => {
    const list = statuses.split(' ')
    const cards = list.filter((status) => status === 'CARD_ISSUED').length
    const named = list.every((status) => NAMED.has(status))
    const rest = list.every((status) => status === 'CARD_ISSUED' || NAMED.has(status))
    return (cards === 1 && rest) || (cards === 0 && named) ? [] : [`${nik}: ${statuses}`]
  })
}

async function sitesWord({ registry }: Site): Promise<Map<string, string>> {
  const rows = await registry.read.all<{ packet: string; said: string }>(
    `SELECT r.packet, r.status || ' ' || coalesce(p.state, '') || ' ' || coalesce(p.card, '') || ' ' || coalesce(p.conflict, '') AS said
     FROM record r LEFT JOIN print_right p ON p.packet = r.packet`,
  )
  return new Map(rows.map(({ packet, said }) => [packet, said]))
}

/** Every packet, as three ledgers have it. */
async function disagreements(
  desk: OutageDesk,
  { mmu, batam }: Readonly<Record<'mmu' | 'batam', TestSite>>,
): Promise<string[]> {
  const [one, two] = [await sitesWord(mmu.site), await sitesWord(batam.site)]
  const own = desk.station.read.all<{ id: string; status: string }>(
    `SELECT r.id, s.status FROM recording r JOIN recording_status s ON s.recording = r.id
     WHERE r.kind = 'recording' AND s.status <> 'UNREGISTERED'`,
  )
  const known = new Set(own.map(({ id }) => id))
  const foreign = [...one.keys(), ...two.keys()].filter((id) => !known.has(id))
  return [
    ...foreign.map((id) => `${id}: only at a site`),
    ...own.flatMap(({ id, status }) => {
      const [first, second] = [one.get(id), two.get(id)]
      const same = first === second && first?.startsWith(`${status} `) === true
      return same ? [] : [`${id}: ${status} | ${first} | ${second}`]
    }),
  ]
}

function numbersMissing(read: ReadDb): string[] {
  const gaps = read.all<{ year: number; from: number; to: number }>(
    'SELECT year, from_seq AS "from", to_seq AS "to" FROM register_gap',
  )
  const missing: string[] = []
  const lasts = new Map<number, number>()
  for (const { year, seq } of read.all<{ year: number; seq: number }>(
    'SELECT year, seq FROM suket ORDER BY year, seq',
  )) {
    for (let n = (lasts.get(year) ?? 0) + 1; n < seq; n++)
      if (!gaps.some((gap) => gap.year === year && n >= gap.from && n <= gap.to)) missing.push(`${year}/${n}`)
    lasts.set(year, seq)
  }
  return missing
}

async function gapsAt(sites: readonly Site[]): Promise<string[]> {
  const lines: string[] = []
  for (const { code, registry } of sites) {
    for (const { station, sequences, absentPackets } of await gapsOf(registry.read))
      lines.push(`${code} asks ${station} for bags ${sequences.join(', ')} and ${absentPackets} packets`)
  }
  return lines
}

/** Holds everything against everything. */
export async function summaryOf(
  desk: OutageDesk,
  sites: Readonly<Record<'mmu' | 'batam', TestSite>>,
  script: Script,
): Promise<OutageSummary> {
  const { read } = desk.station
  const count = (sql: string) => read.get<{ n: number }>(sql)!.n
  const statuses = read.all<{ status: string; n: number }>(
    `SELECT status, count(*) AS n FROM recording_status s JOIN recording r ON r.id = s.recording WHERE r.kind = 'recording'
     GROUP BY status ORDER BY status`,
  )
  const residents = read.all<Resident>(
    `SELECT r.nik, group_concat(s.status, ' ') AS statuses FROM recording r JOIN recording_status s ON s.recording = r.id
     WHERE r.kind = 'recording' GROUP BY r.nik ORDER BY r.nik`,
  )
  return {
    ...script,
    residents: residents.length,
    packets: count('SELECT count(*) AS n FROM recording'),
    statuses: Object.fromEntries(statuses.map(({ status, n }) => [status, n])),
    unexplained: unexplained(residents),
    cardsPrinted: count(`SELECT count(*) AS n FROM blank_entry WHERE kind = 'printed'`),
    suketWithdrawn: count(`SELECT count(*) AS n FROM suket WHERE state = 'withdrawn'`),
    suketOpen: count(`SELECT count(*) AS n FROM suket WHERE state IN ('issued', 'reprinted')`),
    blanksLeft: stockOf(read).stock,
    blanksReceived: count(`SELECT sum(change) AS n FROM blank_entry WHERE kind = 'received'`),
    withoutReceipt: count(
      `SELECT count(*) AS n FROM recording r JOIN recording_status s ON s.recording = r.id
       WHERE s.status <> 'UNREGISTERED' AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id)`,
    ),
    withoutCopy: count(
      'SELECT count(*) AS n FROM recording r WHERE NOT EXISTS (SELECT 1 FROM copy c WHERE c.packet = r.id)',
    ),
    numbersMissing: numbersMissing(read),
    disagreements: await disagreements(desk, sites),
    gaps: await gapsAt([sites.mmu.site, sites.batam.site]),
    apart: await apartIn({ station: desk.station, sites: [sites.mmu.site, sites.batam.site] }),
  }
}
