import { existsSync, statSync } from 'node:fs'
import { decodeJson } from '../../../formats/json.ts'
import { printPaperFormat } from '../../../formats/print/paper.ts'
import { utf8 } from '../../../lib/bytes.ts'
import type { Site } from '../../../datacenter/site.ts'
import { listBags } from '../../export/index.ts'
import type { Station } from '../../station.ts'

/** The two sites, and the station that sent to them. */
export interface Books {
  readonly station: Station
  readonly sites: readonly Site[]
}

/** Lines for what is in one set alone. */
function apart(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, unknown>,
  words: string,
): string[] {
  return [...one].filter(([key]) => !other.has(key)).map(([, name]) => `${name}: ${words}`)
}

/** Every receipt lies at the station and at both sites, byte for byte. */
async function receipts({ station, sites }: Books): Promise<string[]> {
  interface Row {
    readonly bytes: string
    readonly site: string
    readonly packet: string
  }
  const sql = 'SELECT bytes, site, packet FROM'
  const byBytes = (rows: readonly Row[]) =>
    new Map(rows.map(({ bytes, site, packet }) => [bytes, `receipt of ${site} on ${packet}`]))
  const own = byBytes(station.read.all<Row>(`${sql} receipt`))
  const lines: string[] = []
  for (const { code, registry } of sites) {
    const told = byBytes(await registry.read.all<Row>(`${sql} report WHERE station = ?`, [station.code]))
    lines.push(...apart(own, told, `not at ${code}`), ...apart(told, own, `at ${code}, not at the station`))
  }
  return lines
}

/** Every packet that left the station lies at both sites under its hash, whole. */
async function packets({ station, sites }: Books): Promise<string[]> {
  interface Sent {
    readonly id: string
    readonly sha256: string
    readonly bytes: number
  }
  const sent = station.read.all<Sent>(
    `SELECT r.id, r.sha256, r.bytes FROM recording r JOIN recording_status s ON s.recording = r.id WHERE s.status <> 'UNREGISTERED'`,
  )
  const lines: string[] = []
  for (const site of sites) {
    const kept = await site.registry.read.all<{ packet: string; sha256: string }>(
      `SELECT packet, sha256 FROM entry WHERE state = 'received'`,
    )
    const hashes = new Map(kept.map(({ packet, sha256 }) => [packet, sha256]))
    for (const { id, sha256, bytes } of sent) {
      const path = site.packetPath(id, sha256)
      if (hashes.get(id) !== sha256) lines.push(`packet ${id}: not in the registry of ${site.code}`)
      else if (!existsSync(path) || statSync(path).size !== bytes)
        lines.push(`packet ${id}: not whole in the store of ${site.code}`)
    }
    const own = new Set(sent.map(({ id }) => id))
    for (const id of hashes.keys()) if (!own.has(id)) lines.push(`packet ${id}: at ${site.code} alone`)
  }
  return lines
}

/** Every bag was taken in once, whole, at one site, under its number, and answered. */
async function bags({ station, sites }: Books): Promise<string[]> {
  interface Arrived {
    readonly bag: string | null
    readonly sequence: number | null
    readonly received: number | null
    readonly refused: number | null
    readonly orders: number
  }
  const arrived: Arrived[] = []
  for (const { registry } of sites) {
    const rows = await registry.read.all<Arrived>(
      `SELECT a.bag, a.sequence, a.received, a.refused, coalesce(o.orders, 0) AS orders FROM arrival a LEFT JOIN arrival_orders o ON o.id = a.id`,
    )
    arrived.push(...rows)
  }
  const made = listBags(station).filter(({ state }) => state !== 'unused')
  const known = new Set(made.map(({ id }) => id))
  return [
    ...arrived.flatMap(({ bag, sequence }) =>
      bag !== null && known.has(bag) ? [] : [`bag ${sequence ?? '?'}: at a site alone`],
    ),
    ...made.flatMap(({ id, seq, packets: count, orders, state }) => {
      const [one, ...more] = arrived.filter(({ bag }) => bag === id)
      const same =
        one?.sequence === seq && one.received === count && one.refused === 0 && one.orders === orders
      if (more.length > 0) return [`bag ${seq}: taken in ${more.length + 1} times`]
      if (!same) return [`bag ${seq}: ${count} packets, ${orders} orders | ${JSON.stringify(one ?? null)}`]
      return state === 'answered' ? [] : [`bag ${seq}: ${state}`]
    }),
  ]
}

/** What a site's papers say of one packet: orders of cards that exist, and of those that were spoilt. */
interface Papers {
  readonly good: Set<string>
  readonly spoilt: Set<string>
  readonly grants: Set<string>
}

const NO_PAPERS: Papers = { good: new Set(), spoilt: new Set(), grants: new Set() }

async function papersOf({ registry }: Site): Promise<Map<string, Papers>> {
  const rows = await registry.read.all<{ bytes: string }>('SELECT bytes FROM print_paper ORDER BY position')
  const all = new Map<string, Papers>()
  for (const paper of rows.map(({ bytes }) => decodeJson(printPaperFormat, utf8(bytes)))) {
    if (paper.kind === 'declaration') continue
    const of = all.get(paper.packet) ?? { good: new Set(), spoilt: new Set(), grants: new Set() }
    all.set(paper.packet, of)
    if (paper.kind === 'grant') of.grants.add(`${paper.site} ${paper.fence}`)
    if (paper.kind === 'result' && paper.outcome === 'spoilt') of.spoilt.add(paper.order)
    if (paper.kind === 'result' && paper.outcome !== 'spoilt') of.good.add(paper.order)
  }
  for (const { good, spoilt } of all.values()) for (const order of spoilt) good.delete(order)
  return all
}

interface CardBook {
  readonly id: string
  readonly status: string
  readonly state: string | null
  readonly order_id: string | null
  readonly printed: number
  readonly misprints: number
  readonly late: number
}

/** A card for who has one, no second one for anybody: in the station's book, by the blanks that were used, and by both sites' papers. */
async function cards({ station, sites }: Books): Promise<string[]> {
  const rows = station.read.all<CardBook>(
    `SELECT r.id, s.status, c.state, c.order_id,
       (SELECT count(*) FROM blank_entry b WHERE b.recording = r.id AND b.kind = 'printed') AS printed,
       (SELECT count(*) FROM blank_entry b WHERE b.recording = r.id AND b.kind = 'misprint') AS misprints,
       (SELECT count(*) FROM blank_entry b WHERE b.recording = r.id AND b.kind = 'misprint' AND b.change = 0) AS late
     FROM recording r JOIN recording_status s ON s.recording = r.id LEFT JOIN card c ON c.recording = r.id WHERE r.kind = 'recording'`,
  )
  const books = await Promise.all(sites.map(async (site) => [site.code, await papersOf(site)] as const))
  const grants = station.read.all<{ packet: string; site: string; fence: number }>(
    'SELECT packet, site, fence FROM print_grant',
  )
  const lines = rows.flatMap(({ id, status, state, order_id: order, printed, misprints, late }) => {
    const due = status === 'CARD_ISSUED' ? 1 : 0
    const found: string[] = []
    if (printed - late !== due) found.push(`card of ${id}: ${status}, ${printed - late} printed`)
    if (due === 1 && state !== 'issued') found.push(`card of ${id}: ${status}, in the book ${state}`)
    for (const [code, papers] of books) {
      const { good, spoilt } = papers.get(id) ?? NO_PAPERS
      if (good.size !== due || (due === 1 && (order === null || !good.has(order))))
        found.push(`card of ${id}: ${status}, ${good.size} at ${code}`)
      if (spoilt.size !== misprints) found.push(`misprints of ${id}: ${misprints}, ${spoilt.size} at ${code}`)
    }
    return found
  })
  for (const { packet, site, fence } of grants) {
    for (const [code, papers] of books)
      if (!papers.get(packet)?.grants.has(`${site} ${fence}`))
        lines.push(`grant ${fence} of ${site} for ${packet}: not at ${code}`)
  }
  return lines
}

/** Blanks that were used are cards that the sites know, and misprints that they were told of. */
async function blanks({ station, sites }: Books): Promise<string[]> {
  const { used } = station.read.get<{ used: number }>(
    `SELECT coalesce(-sum(change), 0) AS used FROM blank_entry WHERE kind IN ('printed', 'misprint')`,
  )!
  const lines: string[] = []
  for (const site of sites) {
    const all = [...(await papersOf(site)).values()]
    const told = all.reduce((sum, { good, spoilt }) => sum + good.size + spoilt.size, 0)
    if (told !== used) lines.push(`blanks: ${used} used, ${told} at ${site.code}`)
  }
  return lines
}

/** A letter ends with its owner's card or with its recording, and with nothing else. */
function letters({ station }: Books): string[] {
  // Who was recorded twice has one card, and the letters of both recordings come back for it.
  const rows = station.read.all<{ number: string; state: string; status: string; card: 0 | 1 }>(
    `SELECT k.number, k.state, s.status, EXISTS (SELECT 1 FROM recording o JOIN recording_status i ON i.recording = o.id
       WHERE o.nik = r.nik AND i.status = 'CARD_ISSUED') AS card
     FROM suket k JOIN recording_status s ON s.recording = k.recording JOIN recording r ON r.id = k.recording`,
  )
  return rows.flatMap(({ number, state, status, card }) => {
    const ended = card === 1 || status === 'UNREGISTERED'
    return (state === 'withdrawn') === ended ? [] : [`letter ${number}: ${state}, recording ${status}`]
  })
}

/**
 * Holds the ledgers of a station and of both sites against each other, to the last packet: receipts, packets, bags, cards, blanks and
 * letters. Answers a line for each thing that one of them has and another has not; none when all is told to everybody.
 */
export async function apartIn(books: Books): Promise<string[]> {
  return [
    ...(await receipts(books)),
    ...(await packets(books)),
    ...(await bags(books)),
    ...(await cards(books)),
    ...(await blanks(books)),
    ...letters(books),
  ]
}
