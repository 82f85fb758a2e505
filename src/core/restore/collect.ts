import { formatPublicKey } from '../../lib/minisign.ts'
import { BlockMemory } from './block-memory.ts'
import type { Gathered, SourceVolume } from './gather.ts'
import type { Found } from './found.ts'
import { collectDrive } from './drive-packets.ts'
import type { Damage, OnProgress } from './job.ts'
import { meter } from './meter.ts'
import type { PacketNotes } from './packet-notes.ts'
import type { PatientIo } from './patient.ts'
import type { ProvenPacket } from './prove-packet.ts'
import { type Prover, proverHere, proverInThread } from './prover.ts'
import { type NamedPacket, readPackets, salvagePackets } from './read-volume.ts'

/** What the packets on all disks came to; which they are is in the PacketNotes. */
export interface Collected {
  readonly bytes: number
  readonly damaged: readonly Damage[]
  /** Packets that only a damaged volume names, by id: where. */
  readonly spoilt: ReadonlyMap<string, string>
}

/** Below this a thread takes longer to start than to help: bytes of volumes. */
const WORTH_A_THREAD = 64 << 20

/** Who proves the packets of these sources; `collectPackets` ends it. */
export function proverFor(gathered: Gathered): Prover {
  const { trust, certificates, station } = gathered
  if (totalOf(gathered) < WORTH_A_THREAD) return proverHere({ trust, station })
  return proverInThread({ root: formatPublicKey(trust.root), certificates, station })
}

/** One pass over all sources: each packet the first time that it proves itself. */
class Collecting {
  readonly damaged: Damage[] = []
  bytes = 0
  readonly #notes: PacketNotes
  readonly #take: (packet: Found) => Promise<void>

  constructor(notes: PacketNotes, take: (packet: Found) => Promise<void>) {
    this.#notes = notes
    this.#take = take
  }

  async take(packet: Found): Promise<void> {
    if (!this.#notes.find(packet.id, packet.sha256)) return
    this.bytes += packet.bytes.length
    await this.#take(packet)
  }
}

/**
 * Reads every volume on every disk and gives each packet that proves itself, the first of its kind (id and digest) only. A volume
 * that names nothing but what was found already is passed over. Disks in trouble come last, and of a volume that stopped answering only
 * what no other place gave is asked for.
 */
export async function collectPackets(
  io: PatientIo,
  from: { readonly gathered: Gathered; readonly notes: PacketNotes; readonly prover: Prover },
  take: (packet: Found) => Promise<void>,
  onProgress: OnProgress,
): Promise<Collected> {
  const { gathered, notes } = from
  await using prover = from.prover
  const found = new Collecting(notes, take)
  const by = { trust: gathered.trust, station: gathered.station }
  const told = meter('packets', totalOf(gathered), onProgress)
  const isKnown = ({ id, sha256 }: NamedPacket) => notes.has(id, sha256)
  const reading = { by, prover, memory: new BlockMemory(), isKnown }
  const taking = (volume: SourceVolume) => async (packet: ProvenPacket) => {
    await found.take({ ...packet, at: volume.commit?.at ?? null })
    told.add(packet.bytes.length)
  }
  const left: SourceVolume[] = []
  const named: { id: string; path: string }[] = []
  for (const volume of inOrder(io, gathered.volumes)) {
    if (io.isTroubled(volume.mount) && left.some(({ mount }) => mount === volume.mount)) {
      left.push(volume)
      continue
    }
    const verdict = await readPackets(io, volume, reading, taking(volume))
    if (verdict.passed) told.add(volume.meta?.bytes ?? 0)
    if (verdict.left) left.push(volume)
    if (!verdict.sound) named.push(...verdict.named.map(({ id }) => ({ id, path: volume.shown })))
    if (volume.meta && !verdict.sound) found.damaged.push({ path: volume.shown, why: verdict.why })
  }
  if (gathered.driveFolder !== null)
    await collectDrive(io, gathered.driveFolder, gathered, async (packet) => {
      await found.take(packet)
      told.add(packet.bytes.length)
    })
  for (const volume of left) {
    await salvagePackets(io, volume, by, (id) => !notes.hasAny(id), taking(volume))
    if (!found.damaged.some(({ path }) => path === volume.shown))
      found.damaged.push({ path: volume.shown, why: 'unreadable' })
  }
  const lost = named.filter(({ id }) => !notes.hasAny(id))
  const spoilt = new Map(lost.map(({ id, path }) => [id, path]))
  return { bytes: found.bytes, damaged: found.damaged, spoilt }
}

/** What commits speak for comes first: then the rest only adds what they lack. What is on a disk in trouble comes behind all. */
function inOrder(io: PatientIo, volumes: readonly SourceVolume[]): SourceVolume[] {
  const rank = ({ mount, meta }: SourceVolume) => (io.isTroubled(mount) ? 2 : 0) + (meta === null ? 1 : 0)
  return volumes.toSorted((a, b) => rank(a) - rank(b))
}

function totalOf({ volumes }: Gathered): number {
  return volumes.reduce((sum, { meta }) => sum + (meta?.bytes ?? 0), 0)
}
