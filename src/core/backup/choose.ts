import { VOLUME_LIMIT } from '../../formats/volume/index-file.ts'
import { lies, sourceOf } from './packet-file.ts'
import type { Station } from '../station.ts'
import type { ReadDb } from '../db/handles.ts'
import { diskNotes, type DiskNotes } from './disk-notes.ts'
import type { PacketSource } from './engine/types.ts'
import { bytesAfter, contiguousUpTo, epochIds, packetRow, packetsAfter, type PacketRow } from './queries.ts'

/** An index names all members and is held in memory whole; small packets alone come to so many. */
const PACKETS_LIMIT = 20_000

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

/**
 * The packets that the disk lacks, up to the size of a volume: those after the cursor of each epoch, and those that could not be read
 * before. Costs what is new. @param passed over: unreadable in this run
 */
export function choosePackets(
  station: Station,
  disk: string,
  notes: DiskNotes,
  passed: ReadonlySet<string>,
  limit = VOLUME_LIMIT,
): Chosen {
  const { read } = station
  const packets: PacketSource[] = []
  const lacking = new Set(passed)
  const cursor: Record<string, number> = {}
  let bytes = 0
  let more = false
  const isFull = () => bytes >= limit || packets.length >= PACKETS_LIMIT
  const choose = (row: PacketRow) => {
    const source = sourceOf(station, row)
    // A packet that a restored station lacks, or whose file went, must not stop those that are there.
    if (!lies(source)) {
      lacking.add(row.id)
      return
    }
    packets.push(source)
    bytes += row.bytes
  }
  for (const id of notes.lacking) {
    const row = packetRow(read, id)
    if (!row || passed.has(id)) continue
    if (isFull()) {
      lacking.add(id)
      more = true
      continue
    }
    choose(row)
  }
  for (const epoch of epochIds(read)) {
    const from = notes.cursor[epoch] ?? 0
    let upTo = contiguousUpTo(read, epoch, from)
    for (const row of packetsAfter(read, disk, epoch, from)) {
      if (passed.has(row.id) || notes.lacking.includes(row.id)) continue
      if (isFull()) {
        upTo = Math.min(upTo, row.seq - 1)
        more = true
        break
      }
      choose(row)
    }
    cursor[epoch] = upTo
  }
  return { packets, notes: { cursor, lacking: [...lacking] }, more }
}
