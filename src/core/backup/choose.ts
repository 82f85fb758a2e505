import { VOLUME_LIMIT } from '../../formats/volume/index-file.ts'
import { lies, sourceOf } from './packet-file.ts'
import type { Station } from '../station.ts'
import type { ReadDb } from '../db/handles.ts'
import { diskNotes, type DiskNotes } from './disk-notes.ts'
import { bytesNeeded } from './engine/fits.ts'
import type { PacketSource } from './engine/types.ts'
import {
  absentIds,
  bytesAfter,
  contiguousUpTo,
  epochIds,
  lackingPacket,
  newestPackets,
  packetsAfter,
  type PacketRow,
} from './queries.ts'

/** An index names all members and is held in memory whole; small packets alone come to so many. */
const PACKETS_LIMIT = 5000
/** So many that no room is left for are passed over at most: then the disk is full, and each costs a look at its file. */
const TOO_LARGE_LIMIT = 100
/** Sealed so short a time ago, a resident may still wait for the green light: their packet goes before any backlog. */
const FRESH_MS = 15 * 60_000
/** No desk seals more in that time; a list that was brought in at once is a backlog. */
const FRESH_PACKETS = 500

/** What the next volume carries. */
export interface Chosen {
  readonly packets: readonly PacketSource[]
  /** The notes once these packets are on the disk. */
  readonly notes: Pick<DiskNotes, 'cursor' | 'lacking'>
  /** Whether packets are left for another volume. */
  readonly more: boolean
}

/** How many bytes of packets the disk lacks, as far as they are known to be here. Costs what is new. */
export function lackingBytes(read: ReadDb, disk: string): number {
  const { notes } = diskNotes(read, disk)
  return epochIds(read).reduce(
    (sum, epoch) => sum + bytesAfter(read, disk, epoch, notes.cursor[epoch] ?? 0),
    0,
  )
}

/** What this station sealed in the last minutes and the disk lacks, in the order of sealing. */
function freshPackets({ read, epoch, ports }: Station, disk: string): PacketRow[] {
  const now = ports.now().getTime()
  const found: PacketRow[] = []
  let seen = 0
  for (const { lacks, ...row } of newestPackets(read, disk, epoch.id)) {
    // A clock that was set meanwhile makes a packet old, which costs it its turn and nothing else.
    if (Math.abs(now - Date.parse(row.sealed_at)) > FRESH_MS || ++seen > FRESH_PACKETS) break
    if (lacks === 1) found.push(row)
  }
  return found.toReversed()
}

/**
 * The packets that the disk lacks, up to the size of a volume: what was sealed in the last minutes first, then those that could not be
 * read before, then those after the cursor of each epoch, the oldest first. What came before its turn stays behind the cursor, and is
 * left out there because the disk has it. Costs what is new.
 * @param passed over: unreadable in this run
 * @param most bytes of packets, and how many bytes are free on the disk: of what does not fit all, as much as does. One that alone is too large for it
 * keeps none behind it waiting; where there is no other it is chosen, so that the disk is told to be full
 */
export function choosePackets(
  station: Station,
  disk: string,
  notes: DiskNotes,
  passed: ReadonlySet<string>,
  { limit = VOLUME_LIMIT, free = Infinity }: { readonly limit?: number; readonly free?: number } = {},
): Chosen {
  const { read } = station
  const packets: PacketSource[] = []
  const lacking = new Set(passed)
  const seen = new Set(passed)
  const cursor: Record<string, number> = {}
  let bytes = 0
  const margin = bytesNeeded([])
  let needed = margin
  let more = false
  const absent = absentIds(read)
  const tooLarge: PacketSource[] = []
  const pass = (id: string) => {
    seen.add(id)
    lacking.add(id)
    return 'lacking' as const
  }
  /** Takes it if it is there and fits; only what is there may be left for another volume. */
  const choose = (row: PacketRow): 'taken' | 'lacking' | 'left' => {
    const source = sourceOf(station, row)
    // A packet that a restored station lacks, or whose file went or is not what was sealed, must not stop those that are there.
    if (absent.has(row.id) || !lies(source)) return pass(row.id)
    const alone = bytesNeeded([row])
    const grown = needed + alone - margin
    const isTooLarge = alone > free
    const isFull = bytes >= limit || packets.length >= PACKETS_LIMIT || tooLarge.length >= TOO_LARGE_LIMIT
    if (isFull || (!isTooLarge && grown > free)) {
      more = true
      return 'left'
    }
    if (isTooLarge) {
      more = true
      tooLarge.push(source)
      return pass(row.id)
    }
    needed = grown
    seen.add(row.id)
    packets.push(source)
    bytes += row.bytes
    return 'taken'
  }
  for (const row of freshPackets(station, disk)) {
    // The rest stands behind its cursor, or among those that are lacking.
    if (!seen.has(row.id) && choose(row) === 'left') break
  }
  for (const id of notes.lacking) {
    const row = seen.has(id) ? undefined : lackingPacket(read, disk, id)
    if (row && choose(row) === 'left') lacking.add(id)
  }
  for (const id of notes.lacking) seen.add(id)
  for (const epoch of epochIds(read)) {
    const from = notes.cursor[epoch] ?? 0
    let upTo = contiguousUpTo(read, epoch, from)
    for (const row of packetsAfter(read, disk, epoch, from)) {
      if (seen.has(row.id) || choose(row) !== 'left') continue
      upTo = Math.min(upTo, row.seq - 1)
      break
    }
    cursor[epoch] = upTo
  }
  if (packets.length === 0) packets.push(...tooLarge.slice(0, 1))
  return { packets, notes: { cursor, lacking: [...lacking] }, more }
}
