import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { idOf, PACKET_SUFFIX } from '../../../formats/volume/order.ts'
import { hex } from '../../../lib/bytes.ts'
import { errnoOf } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { ReadDb } from '../../db/handles.ts'
import { REPLICATED } from '../../db/tables.ts'
import { clockOf, gains } from '../gain-rules.ts'
import type { Clock } from '../merge-rules.ts'

/** What a drill brought back, held against the station. */
export interface Compared {
  readonly station: number
  /** Packets that stand in the folder exactly as the register says. */
  readonly restored: number
  readonly bytes: number
  readonly missing: readonly string[]
  readonly differing: readonly string[]
  /** Packets that the register does not know. */
  readonly strangers: number
  readonly tables: readonly { readonly table: string; readonly station: number; readonly restored: number }[]
  /** Register lines that the station has otherwise, and that are not merely older. */
  readonly rowsDiffering: number
  /** Over `id sha256` lines by id: of the register, and of what came back. */
  readonly digests: { readonly station: string; readonly restored: string }
}

/** A packet as it was found: what stands there, or what a source gave. */
export interface Standing {
  readonly sha256: string
  readonly bytes: number
}

/** Every packet below a folder, read again: what stands there, not what was said to be written. */
export async function standingIn(
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>()
  for (const month of await namesIn(join(folder, 'packets'))) {
    for (const name of await namesIn(join(folder, 'packets', month))) {
      const id = idOf(name, PACKET_SUFFIX)
      if (id === undefined) continue
      const bytes = await readFile(join(folder, 'packets', month, name))
      found.set(id, { sha256: hex(sha256(bytes)), bytes: bytes.length })
      onBytes(bytes.length)
    }
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

function digestOf(packets: Iterable<readonly [id: string, sha256: string]>): string {
  const hash = createHash('sha256')
  for (const [id, digest] of [...packets].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${id} ${digest}\n`)
  return hash.digest('hex')
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

/** Holds packets and a restored store against the station's register. */
export function compare(
  station: ReadDb,
  restored: { read: ReadDb; clock: Clock; packets: ReadonlyMap<string, Standing> },
): Compared {
  const standing = restored.packets
  const register = new Map(
    station
      .all<{ id: string; sha256: string }>('SELECT id, sha256 FROM recording')
      .map(({ id, sha256: digest }) => [id, digest]),
  )
  const missing: string[] = []
  const differing: string[] = []
  let bytes = 0
  for (const [id, digest] of register) {
    const packet = standing.get(id)
    if (!packet) missing.push(id)
    else if (packet.sha256 === digest) bytes += packet.bytes
    else differing.push(id)
  }
  return {
    station: register.size,
    restored: register.size - missing.length - differing.length,
    bytes,
    missing: missing.toSorted(),
    differing: differing.toSorted(),
    strangers: [...standing.keys()].filter((id) => !register.has(id)).length,
    tables: tableCounts(station, restored.read),
    rowsDiffering: rowsDiffering(station, restored.read, restored.clock),
    digests: {
      station: digestOf(register),
      restored: digestOf([...standing].map(([id, packet]) => [id, packet.sha256] as const)),
    },
  }
}
