import { createHash } from 'node:crypto'
import { hex, release } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { tarPadding, walkTar } from '../../lib/tar.ts'
import { unreadable } from '../json.ts'
import {
  END,
  INDEX_NAME,
  decodeIndex,
  indexFormat,
  indexOffset,
  type VolumeIndex,
  type VolumeMember,
} from './index-file.ts'

/**
 * Reads exactly `length` bytes at `offset`; fewer only at the end of the file.
 * @param into memory of at least `length` for them, where the reader can use it: the answer says where they lie
 */
export type ReadAt = (offset: number, length: number, into?: Uint8Array) => Promise<Uint8Array>

const CHUNK = 1 << 20

/**
 * The index of a volume of `size` bytes: at the place that the commit names, else found by walking the headers, which are then held
 * against it. Faults FORMAT-UNREADABLE {format: 'rekam-index', why}, FORMAT-NEWER, TAR-MALFORMED. The members' data is not read:
 * see checkMembers.
 */
export async function readVolume(
  read: ReadAt,
  size: number,
  expect?: { readonly indexOffset: number; readonly indexBytes: number },
): Promise<VolumeIndex> {
  const walked = expect === undefined ? await walk(read, size) : undefined
  const place = expect ?? walked?.place
  if (place === undefined) throw unreadable('rekam-index', 'no index')
  const { index } = await readIndex(read, size, place)
  if (walked !== undefined && !isSame(walked.members, index.members)) {
    throw unreadable('rekam-index', 'headers differ')
  }
  return index
}

/** The index at its place, and the digest of its bytes as they were read. Faults as readVolume. */
export async function readIndex(
  read: ReadAt,
  size: number,
  { indexOffset: at, indexBytes: bytes }: { readonly indexOffset: number; readonly indexBytes: number },
): Promise<{ readonly index: VolumeIndex; readonly sha256: string }> {
  if (
    at < 0 ||
    bytes < 0 ||
    bytes > indexFormat.limit ||
    at + bytes + tarPadding(bytes).length + END !== size
  ) {
    throw unreadable('rekam-index', 'place')
  }
  const room = new Uint8Array(bytes)
  try {
    const spelt = await readExactly(read, at, bytes, room)
    const index = decodeIndex(spelt)
    if (indexOffset(index.members) !== at) throw unreadable('rekam-index', 'place')
    return { index, sha256: hex(sha256(spelt)) }
  } finally {
    // Megabytes, of one volume after the other.
    release(room)
  }
}

type Walked = Pick<VolumeMember, 'name' | 'offset' | 'bytes'>

async function walk(read: ReadAt, size: number) {
  const members: Walked[] = []
  for await (const member of walkTar(read, size)) members.push(member)
  const last = members.pop()
  if (last?.name !== INDEX_NAME) throw unreadable('rekam-index', 'no index')
  return { members, place: { indexOffset: last.offset, indexBytes: last.bytes } }
}

function isSame(walked: readonly Walked[], members: readonly VolumeMember[]): boolean {
  return (
    walked.length === members.length &&
    members.every(({ name, offset, bytes }, i) => {
      const found = walked[i]
      return found?.name === name && found.offset === offset && found.bytes === bytes
    })
  )
}

/** The data of one member, checked against its digest as a whole: Fault FORMAT-UNREADABLE {why: 'member sha256'}. */
export async function readMember(read: ReadAt, member: VolumeMember): Promise<Uint8Array> {
  const data = await readExactly(read, member.offset, member.bytes)
  if (hex(sha256(data)) !== member.sha256) {
    throw unreadable('rekam-volume', 'member sha256')
  }
  return data
}

/**
 * The data of one member, piece after piece, each valid until the next is asked for; in constant memory. Only the end proves the member: faults
 * as readMember, and what was made of the pieces must be thrown away then.
 */
export async function* streamMember(
  read: ReadAt,
  { offset, bytes, sha256: due }: VolumeMember,
): AsyncGenerator<Uint8Array> {
  const digest = createHash('sha256')
  const into = new Uint8Array(Math.min(CHUNK, bytes))
  for (let done = 0; done < bytes; ) {
    const piece = await readExactly(read, offset + done, Math.min(CHUNK, bytes - done), into)
    digest.update(piece)
    done += piece.length
    yield piece
  }
  if (digest.digest('hex') !== due) throw unreadable('rekam-volume', 'member sha256')
}

/** Reads every member and says whether it is what the index says; in constant memory. */
export async function* checkMembers(
  read: ReadAt,
  { members }: { readonly members: readonly VolumeMember[] },
): AsyncGenerator<{ member: VolumeMember; ok: boolean }> {
  const into = new Uint8Array(CHUNK)
  for (const member of members) {
    yield { member, ok: (await digestOf(read, member, into)) === member.sha256 }
  }
}

/** SHA-256 of a member's data, lower hex; at one go where it fits into the buffer (write.ts says why). */
async function digestOf(read: ReadAt, { offset, bytes }: VolumeMember, into: Uint8Array): Promise<string> {
  if (bytes <= into.length) return hex(sha256(await readExactly(read, offset, bytes, into)))
  const digest = createHash('sha256')
  for (let done = 0; done < bytes; done += into.length) {
    const length = Math.min(into.length, bytes - done)
    digest.update(await readExactly(read, offset + done, length, into))
  }
  return digest.digest('hex')
}

/** Fault FORMAT-UNREADABLE {format: 'rekam-volume', why: 'truncated'} where the file is shorter. */
export async function readExactly(
  read: ReadAt,
  offset: number,
  length: number,
  into?: Uint8Array,
): Promise<Uint8Array> {
  const data = await read(offset, length, into)
  if (data.length !== length) throw unreadable('rekam-volume', 'truncated')
  return data
}
