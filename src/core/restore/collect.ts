import { idOf, PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { readVolume } from '../../formats/volume/read.ts'
import { isFault } from '../../lib/fault.ts'
import type { DiskIo } from '../backup/index.ts'
import type { Gathered, SourceVolume } from './gather.ts'
import type { Damage, OnProgress } from './job.ts'
import { type ProvenPacket, readPackets } from './read-volume.ts'

/** A packet as it was found first; `at` is the time of the commit that speaks for it, for packets that no register knows. */
export interface Found extends ProvenPacket {
  readonly at: string | null
}

/** The packets on all disks: each id once, unless two of one id differ. */
export interface Collected {
  /** Digests by id. More than one is a conflict. */
  readonly packets: ReadonlyMap<string, ReadonlySet<string>>
  readonly bytes: number
  readonly damaged: readonly Damage[]
}

/** Packets that the volume's index names; undefined where that cannot be read. */
async function listed(
  io: DiskIo,
  volume: SourceVolume,
): Promise<{ id: string; sha256: string }[] | undefined> {
  if (!volume.meta) return undefined
  try {
    const file = await io.open(volume.path)
    try {
      const place = { indexOffset: volume.meta.index.offset, indexBytes: volume.meta.index.bytes }
      const { members } = await readVolume(file.read, file.size, place)
      return members.flatMap(({ name, sha256 }) => {
        const id = idOf(name, PACKET_SUFFIX)
        return id === undefined ? [] : [{ id, sha256 }]
      })
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isFault(error) && error.code !== 'DISK-GONE') return undefined
    throw error
  }
}

/**
 * Reads every volume on every disk and gives each packet that proves itself, the first of its kind (id and digest) only. A volume
 * that names nothing but what was found already is passed over.
 */
export async function collectPackets(
  io: DiskIo,
  gathered: Gathered,
  take: (packet: Found) => Promise<void>,
  onProgress: OnProgress,
): Promise<Collected> {
  const packets = new Map<string, Set<string>>()
  const damaged: Damage[] = []
  let bytes = 0
  let done = 0
  const by = { trust: gathered.trust, station: gathered.station }
  // What commits speak for comes first: then the rest only adds what they lack.
  const ordered = gathered.volumes.toSorted((a, b) => Number(a.meta === null) - Number(b.meta === null))
  const total = ordered.reduce((sum, { meta }) => sum + (meta?.bytes ?? 0), 0)
  for (const volume of ordered) {
    const names = await listed(io, volume)
    const isKnown = names?.every(({ id, sha256 }) => packets.get(id)?.has(sha256) === true) === true
    if (!isKnown || names.length === 0) {
      const verdict = await readPackets(io, volume, by, async (packet) => {
        const digests = packets.get(packet.id) ?? new Set()
        if (digests.has(packet.sha256)) return
        packets.set(packet.id, digests.add(packet.sha256))
        bytes += packet.bytes.length
        await take({ ...packet, at: volume.commit?.at ?? null })
        onProgress({ phase: 'packets', done: done + bytes, total: Math.max(total, done + bytes) })
      })
      if (volume.meta && !verdict.sound) damaged.push({ path: volume.shown, why: verdict.why })
    }
    done += isKnown ? (volume.meta?.bytes ?? 0) : 0
  }
  return { packets, bytes, damaged }
}
