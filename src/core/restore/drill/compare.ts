import { createHash } from 'node:crypto'
import { opendir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { idOf, PACKET_SUFFIX } from '../../../formats/volume/order.ts'
import { hex } from '../../../lib/bytes.ts'
import { errnoOf } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { ReadDb } from '../../db/handles.ts'
import { REPLICATED } from '../../db/tables.ts'
import { clockOf, gains } from '../gain-rules.ts'
import type { Clock } from '../merge-rules.ts'
import type { Standing, StandingPackets } from '../standing-packets.ts'

/** Packets of which so many are named at most, the first by their ids: the terminal's plan names every one. */
export const NAMED = 200

/** How many packets, and the first of them. */
export interface Named {
  readonly count: number
  readonly ids: readonly string[]
}

/** What a drill brought back, held against the station. */
export interface Compared {
  readonly station: number
  /** Packets that stand in the folder exactly as the register says. */
  readonly restored: number
  readonly bytes: number
  readonly missing: Named
  readonly differing: Named
  /** Packets that the register does not know. */
  readonly strangers: number
  readonly tables: readonly { readonly table: string; readonly station: number; readonly restored: number }[]
  /** Register lines that the station has otherwise, and that are not merely older. */
  readonly rowsDiffering: number
  /** Over `id sha256` lines by id: of the register, and of what came back. */
  readonly digests: { readonly station: string; readonly restored: string }
}

/** Every packet below a folder, read again: what stands there, not what was said to be written. */
export async function standingIn(
  folder: string,
  found: StandingPackets,
  onBytes: (bytes: number) => void,
): Promise<void> {
  for (const month of await namesIn(join(folder, 'packets'))) {
    for await (const { name } of await opendir(join(folder, 'packets', month))) {
      const id = idOf(name, PACKET_SUFFIX)
      if (id === undefined) continue
      const bytes = await readFile(join(folder, 'packets', month, name))
      found.add({ id, sha256: hex(sha256(bytes)), bytes: bytes.length })
      onBytes(bytes.length)
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

function tableCounts(station: ReadDb, restored: ReadDb): Compared['tables'] {
  const count = (read: ReadDb, table: string) =>
    read.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0
  return REPLICATED.filter(({ table }) => table !== 'epoch_source').map(({ table }) => ({
    table,
    station: count(station, table),
    restored: count(restored, table),
  }))
}

/** An epoch's certificate comes after it began: an older line of it is no contradiction. */
const GROWING = new Set<string>(['epoch'])

function rowsDiffering(station: ReadDb, stage: ReadDb, theirs: Clock): number {
  const epoch = station.get<{ epoch: string }>('SELECT epoch FROM change_counter')?.epoch ?? ''
  let differing = 0
  for (const { table } of gains({ station, stage, ours: clockOf(station), theirs, epoch }))
    if (!GROWING.has(table)) differing++
  return differing
}

/** Counts one more, and names it while it is of the first. */
function noteOne(into: { count: number; ids: string[] }, id: string): void {
  if (into.count++ < NAMED) into.ids.push(id)
}

type Packets = Pick<
  Compared,
  'station' | 'restored' | 'bytes' | 'missing' | 'differing' | 'strangers' | 'digests'
>

/** The register's packets and what stands, both by their ids, side by side. */
export function comparePackets(station: ReadDb, standing: Iterator<Standing, undefined>): Packets {
  const digests = { station: createHash('sha256'), restored: createHash('sha256') }
  const missing = { count: 0, ids: [] }
  const differing = { count: 0, ids: [] }
  const counts = { station: 0, restored: 0, bytes: 0, strangers: 0 }
  const next = () => {
    const found = standing.next().value
    if (found) digests.restored.update(`${found.id} ${found.sha256}\n`)
    return found
  }
  let found = next()
  for (const { id, sha256: digest } of station.iterate<Pick<Standing, 'id' | 'sha256'>>(
    'SELECT id, sha256 FROM recording ORDER BY id',
  )) {
    counts.station++
    digests.station.update(`${id} ${digest}\n`)
    for (; found && found.id < id; found = next()) counts.strangers++
    if (found?.id !== id) {
      noteOne(missing, id)
      continue
    }
    if (found.sha256 === digest) {
      counts.restored++
      counts.bytes += found.bytes
    } else noteOne(differing, id)
    found = next()
  }
  for (; found; found = next()) counts.strangers++
  return {
    ...counts,
    missing,
    differing,
    digests: { station: digests.station.digest('hex'), restored: digests.restored.digest('hex') },
  }
}

/** Holds packets and a restored store against the station's register; memory does not grow with them. */
export function compare(
  station: ReadDb,
  restored: { read: ReadDb; clock: Clock; packets: StandingPackets },
): Compared {
  return {
    ...comparePackets(station, restored.packets.byId()),
    tables: tableCounts(station, restored.read),
    rowsDiffering: rowsDiffering(station, restored.read, restored.clock),
  }
}
