import { type KeyObject, webcrypto } from 'node:crypto'
import { dirname } from 'node:path'
import type { PacketMember } from '../../../formats/packet/members.ts'
import {
  compareInnerOuter,
  encryptPacket,
  type EncryptedPacket,
  readInner,
  signPacket,
} from '../../../formats/packet/packet.ts'
import { parseStamp } from '../../../formats/trust/comment.ts'
import { AgeOpener } from '../../../lib/age.ts'
import { hex, release, shred, utf8 } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { blake2b512 } from '../../../lib/hash.ts'
import { publicOf, verify } from '../../../lib/minisign.ts'
import { ensureDirDurably, removeDurably, replaceDurably } from '../../../lib/write-durably.ts'
import { captureKey, unboxCapture } from '../capture-box.ts'
import { type SealDisk, stationDisk, whileSyncing } from './disk.ts'
import { Expected, isSame, unproven } from './expected.ts'
import type { BoxedMember, ProvenPacket, SealJob } from './job.ts'

const { subtle } = webcrypto

/**
 * Seals a packet, writes it and its signature durably, reads both back past the cache and proves that what lies on the disk is
 * signed, opens, and holds every member byte for byte (FORMATS: proof before plaintext goes). Files of a packet that could not be
 * proven are removed: ENROLMENT-PROOF-FAILED. Faults of the disk come through; then too nothing is left behind, if it can be helped.
 */
export async function sealAndProve(job: SealJob, disk: SealDisk = stationDisk): Promise<ProvenPacket> {
  const key = captureKey(job.key)
  const captures = job.boxed.map((member) => unboxed(member, key))
  const members = [...job.plain, ...captures]
  const packet = encryptPacket({ ...job.packet, members })
  try {
    await ensureFolder(job, disk)
    const bytes = packet.bytes.length
    // On a thread of the pool, beside what this one does.
    const sha256 = subtle.digest('SHA-256', packet.bytes)
    const signature = await writePacket(job, packet, members, disk)
    const [via] = await both(provePacket(job.path, packet, disk), writeSignature(job, signature, disk))
    return { sha256: hex(new Uint8Array(await sha256)), bytes, via }
  } catch (error) {
    throw await withoutTrace(job, disk, error)
  } finally {
    shred(packet.fileKey)
    for (const bytes of [packet.inner, packet.bytes, ...captures.map(({ data }) => data)]) release(bytes)
  }
}

function unboxed({ name, media, place, box, sha256 }: BoxedMember, key: KeyObject): PacketMember {
  const data = unboxCapture(key, place, box)
  release(box)
  return { name, media, data, sha256 }
}

async function ensureFolder(job: SealJob, { fs, folders }: SealDisk): Promise<void> {
  const folder = dirname(job.path)
  if (folders.has(folder)) return
  await ensureDirDurably(folder, { root: job.root, fs })
  folders.add(folder)
}

/** Writes the sealed bytes; they are signed, and what they hold is checked, while the disk makes them durable. */
async function writePacket(
  job: SealJob,
  packet: EncryptedPacket,
  members: readonly PacketMember[],
  { fs }: SealDisk,
): Promise<string> {
  let signature = ''
  const meanwhile = () => {
    const blake2b = blake2b512(packet.bytes)
    signature = signPacket({ blake2b }, job.packet)
    checkInner(job, packet.inner, members, { blake2b }, signature)
  }
  await replaceDurably(job.path, packet.bytes, { fs: whileSyncing(fs, meanwhile) })
  return signature
}

/** What was encrypted is a packet as a reader takes it, with every member byte for byte, and the signature is of it. */
function checkInner(
  job: SealJob,
  inner: Uint8Array,
  members: readonly PacketMember[],
  digest: { readonly blake2b: Uint8Array },
  signature: string,
): void {
  try {
    const open = readInner(inner)
    const isWhole = members.every(({ name, data }) => isSame(open.members.get(name), data))
    if (!isWhole || open.members.size !== members.length) throw unproven('members')
    const { trustedComment } = verify(digest, signature, [publicOf(job.packet.key)])
    compareInnerOuter(open.manifest, parseStamp(trustedComment))
  } catch (error) {
    throw isFault(error) ? unproven(error.code, error) : error
  }
}

/**
 * Reads the packet back past the cache, decrypting as it comes: what lies on the disk must be the signed bytes, which have the digest
 * that the register keeps, and open to exactly what was put in.
 */
async function provePacket(
  path: string,
  { bytes, inner, fileKey }: EncryptedPacket,
  disk: SealDisk,
): Promise<ProvenPacket['via']> {
  const sealed = new Expected(bytes, 'sealed bytes')
  const plain = new Expected(inner, 'plaintext')
  const opener = new AgeOpener(fileKey, (part) => plain.take(part))
  try {
    const { via } = await disk.read(path, (chunk) => {
      sealed.take(chunk)
      opener.update(chunk)
    })
    opener.end()
    sealed.end()
    plain.end()
    return via
  } catch (error) {
    throw isFault(error) && error.code.startsWith('AGE-') ? unproven(error.code, error) : error
  }
}

async function writeSignature(job: SealJob, signature: string, disk: SealDisk): Promise<void> {
  const bytes = utf8(signature)
  await replaceDurably(job.signaturePath, bytes, { fs: disk.fs })
  const expected = new Expected(bytes, 'signature')
  await disk.read(job.signaturePath, (chunk) => expected.take(chunk))
  expected.end()
}

/** Both results, or the first failure once neither runs any more: nobody may write behind the back of who cleans up. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b])
  return Promise.all([a, b])
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
  if (left.length > 0 && error instanceof Error && error.cause === undefined) {
    error.cause = new AggregateError(left)
  }
  return error
}
