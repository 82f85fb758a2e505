import { dirname } from 'node:path'
import type { PacketMember } from '../../../formats/packet/members.ts'
import {
  compareInnerOuter,
  openWithFileKey,
  sealPacket,
  type SealedPacket,
} from '../../../formats/packet/packet.ts'
import { verifyDetached } from '../../../formats/trust/comment.ts'
import { equal, hex, shred, utf8 } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { DualHash } from '../../../lib/hash.ts'
import { publicOf } from '../../../lib/minisign.ts'
import { scanBack } from '../../../lib/read-back.ts'
import {
  type DurableFs,
  ensureDirDurably,
  nodeFs,
  removeDurably,
  replaceDurably,
} from '../../../lib/write-durably.ts'
import { refuse } from '../../refuse.ts'
import { unboxCapture } from '../capture-box.ts'
import type { ProvenPacket, SealJob } from './job.ts'

/** The disk that a packet is written to and read back from; tests put faulty ones in its place. */
export interface SealDisk {
  readonly fs: DurableFs
  /** Folders known to be there for good: a month's is made durable once, not with every packet. */
  readonly folders: Set<string>
  read(path: string): Promise<{ bytes: Uint8Array; via: 'medium' | 'cache' }>
}

export const stationDisk: SealDisk = {
  fs: nodeFs,
  folders: new Set(),
  async read(path) {
    const chunks: Uint8Array[] = []
    const { via } = await scanBack(path, { offset: 0 }, (chunk) => chunks.push(Buffer.from(chunk)))
    return { bytes: Buffer.concat(chunks), via }
  },
}

/**
 * Seals a packet, writes it and its signature durably, reads both back past the cache and proves that what lies on the disk is
 * signed, opens, and holds every member byte for byte (FORMATS: proof before plaintext goes). Files of a packet that could not be
 * proven are removed: ENROLMENT-PROOF-FAILED. Faults of the disk come through; then too nothing is left behind, if it can be helped.
 */
export async function sealAndProve(job: SealJob, disk: SealDisk = stationDisk): Promise<ProvenPacket> {
  const captures = job.boxed.map((member) => unboxed(member, job.key))
  const members = [...job.plain, ...captures]
  const sealed = sealPacket({ ...job.packet, members })
  try {
    await ensureFolder(job, disk)
    await replaceDurably(job.path, sealed.bytes, { fs: disk.fs })
    await replaceDurably(job.signaturePath, utf8(sealed.signature), { fs: disk.fs })
    return await prove(job, sealed, members, disk)
  } catch (error) {
    throw await withoutTrace(job, disk, error)
  } finally {
    shred(sealed.fileKey)
    for (const { data } of captures) shred(data)
  }
}

async function ensureFolder(job: SealJob, { fs, folders }: SealDisk): Promise<void> {
  const folder = dirname(job.path)
  if (folders.has(folder)) return
  await ensureDirDurably(folder, { root: job.root, fs })
  folders.add(folder)
}

function unboxed({ name, media, place, box }: SealJob['boxed'][number], key: Uint8Array): PacketMember {
  return { name, media, data: unboxCapture(key, place, box) }
}

async function prove(
  job: SealJob,
  sealed: SealedPacket,
  members: readonly PacketMember[],
  disk: SealDisk,
): Promise<ProvenPacket> {
  const packet = await disk.read(job.path)
  const signature = await disk.read(job.signaturePath)
  const why = whyUnproven(job, sealed, members, packet.bytes, signature.bytes)
  if (why !== undefined) throw refuse('ENROLMENT-PROOF-FAILED', { why })
  return { sha256: sealed.sha256, bytes: packet.bytes.length, via: packet.via }
}

/** Judges the bytes that came back as a stranger would: digest, signature, decryption, members. */
function whyUnproven(
  job: SealJob,
  sealed: SealedPacket,
  members: readonly PacketMember[],
  bytes: Uint8Array,
  signature: Uint8Array,
): string | undefined {
  const { sha256, blake2b } = new DualHash().update(bytes).digest()
  if (hex(sha256) !== sealed.sha256) return 'sha256'
  if (!equal(signature, utf8(sealed.signature))) return 'signature bytes'
  try {
    const { stamp } = verifyDetached({ blake2b }, sealed.signature, [publicOf(job.packet.key)], 'packet')
    const open = openWithFileKey(bytes, sealed.fileKey)
    compareInnerOuter(open.manifest, stamp)
    const same = members.every(({ name, data }) => equal(open.members.get(name) ?? new Uint8Array(), data))
    for (const data of open.members.values()) shred(data)
    return same && open.members.size === members.length ? undefined : 'members'
  } catch (error) {
    if (isFault(error)) return error.code
    throw error
  }
}

async function withoutTrace(job: SealJob, { fs, folders }: SealDisk, error: unknown): Promise<unknown> {
  const left: unknown[] = []
  folders.clear()
  for (const path of [job.path, job.signaturePath]) {
    try {
      await removeDurably(path, { fs })
    } catch (another) {
      left.push(another)
    }
  }
  // The next try removes what this one could not (leftovers.ts); the first error is the one to tell.
  if (left.length > 0 && error instanceof Error && error.cause === undefined)
    error.cause = new AggregateError(left)
  return error
}
