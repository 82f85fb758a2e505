import type { VolumeMember } from '../../formats/volume/index-file.ts'
import { readExactly } from '../../formats/volume/read.ts'
import { isFault } from '../../lib/fault.ts'
import type { OpenFile } from '../backup/index.ts'
import type { BlockMemory } from './block-memory.ts'
import { PIECE } from './patient.ts'

export const PACKET_LIMIT = 129 << 20
/** A packet, its signature, and the headers before them. */
const GROUP_LIMIT = PACKET_LIMIT + (1 << 20)
/** Blocks that are being read at once: past the cache nobody else reads on. Where a disk hangs, so many threads hang (patient.ts). */
const AHEAD = 3
/** No more bytes than these are read ahead: long blocks would fill the memory. */
const AHEAD_LIMIT = 16 << 20

/** Members that are looked at together: a packet with its signature, or one that stands alone. */
export type Group = readonly VolumeMember[]

/** Some groups in a row as they were read: each begins where the one before ends. The last block has none and is what is behind them all. */
export interface Block {
  /** Those that could be read; of a block that is too long, those that it would have held. */
  readonly groups: readonly Group[]
  /** Place of its first byte in the file. */
  readonly from: number
  /** They end with the last of the groups. */
  readonly bytes: Uint8Array
  /** Why that is not all of the block; '' where it is. 'in pieces': nothing of it was read, it is one member for `readPieces`. */
  readonly why: '' | 'too long' | 'unreadable' | 'in pieces'
  /** Gives its memory back; the bytes are others' then. */
  readonly done: () => void
}

interface Due {
  readonly groups: readonly Group[]
  readonly from: number
  readonly to: number
}

export function groupsOf(members: readonly VolumeMember[]): Group[] {
  const groups: VolumeMember[][] = []
  for (const member of members) {
    const last = groups.at(-1)
    if (member.kind === 'signature' && last?.length === 1 && last[0]?.kind === 'packet') last.push(member)
    else groups.push([member])
  }
  return groups
}

/** Where the last of these members ends in the file. */
function endOf(members: readonly VolumeMember[]): number {
  const last = members.at(-1)
  return last ? last.offset + last.bytes : 0
}

/** Whether a member need not be whole in memory: only what the state is made of, which is read by others (read-state.ts). */
function isInPieces([first]: Group, length: number, { blockBytes }: BlockMemory): boolean {
  return first !== undefined && first.kind !== 'packet' && first.kind !== 'signature' && length > blockBytes
}

/** In a block: of small packets more would fill messages and heaps of both threads with their names. */
const GROUPS = 256

/** As many groups at once as a block holds, and a longer one by itself. */
function blocksOf(groups: readonly Group[], size: number, blockBytes: number): Due[] {
  const blocks: { groups: Group[]; from: number; to: number }[] = []
  let from = 0
  for (const group of groups) {
    const to = endOf(group)
    const last = blocks.at(-1)
    if (last && to - last.from <= blockBytes && last.groups.length < GROUPS) {
      last.groups.push(group)
      last.to = to
    } else {
      blocks.push({ groups: [group], from, to })
    }
    from = to
  }
  return [...blocks, { groups: [], from, to: size }]
}

/** How many bytes from a place came into the memory; throws what reading throws that is no fault of the medium. */
async function readInto(file: OpenFile, from: number, whole: Uint8Array): Promise<number> {
  let held = 0
  const keep = (piece: Uint8Array) => {
    if (piece.buffer !== whole.buffer) whole.set(piece, held)
    held += piece.length
    return piece.length
  }
  try {
    // All of it at once: the system reads on while this thread writes what came before.
    if (keep(await file.read(from, whole.length, whole)) === whole.length) return held
  } catch (error) {
    if (!isReadError(error) && !isFault(error)) throw error
    // A read that was given up may still write there.
    if (isFault(error) && error.params.errno === 'ETIMEDOUT') return held
  }
  try {
    for (let isFull = true; isFull && held < whole.length; ) {
      const want = Math.min(PIECE, whole.length - held)
      // Into memory of its own: a read of whole pages that fails may have spoilt what lies before it in its first page.
      isFull = keep(await file.read(from + held, want)) === want
    }
  } catch (error) {
    if (!isReadError(error) && !isFault(error)) throw error
  }
  return held
}

/**
 * Reads the bytes of a block; of one with a bad place piece after piece, so that what lies before it is known. The memory of a block that failed is
 * nobody's any more: a read that was given up may still write into it.
 */
async function readBlock(file: OpenFile, due: Due, memory: BlockMemory): Promise<Block> {
  const { groups, from, to } = due
  const length = to - from
  const [first] = groups
  if (first && isInPieces(first, length, memory))
    return { groups, from, bytes: new Uint8Array(), why: 'in pieces', done: () => undefined }
  if (length > GROUP_LIMIT)
    return { groups, from, bytes: new Uint8Array(), why: 'too long', done: () => undefined }
  const whole = memory.take(length, from)
  const held = await readInto(file, from, whole)
  if (held < length) {
    const read = groups.filter((group) => endOf(group) <= from + held)
    const bytes = whole.subarray(0, Math.max(0, endOf(read.flat()) - from))
    return { groups: read, from, bytes, why: 'unreadable', done: () => undefined }
  }
  return { groups, from, bytes: whole, why: '', done: () => memory.give(whole) }
}

/** What a failing medium says; a Fault has said it already. */
export function isReadError(error: unknown): boolean {
  return error instanceof Error && 'errno' in error
}

/**
 * What lies between `from` and a member, then the member, piece after piece, each valid until the next is asked for. Throws what reading
 * throws; the memory of a reading that failed is nobody's any more.
 */
export async function* readPieces(
  file: OpenFile,
  from: number,
  { offset, bytes }: VolumeMember,
  memory: BlockMemory,
): AsyncGenerator<Uint8Array> {
  yield await readExactly(file.read, from, offset - from)
  const room = memory.take(memory.blockBytes)
  const most = Math.min(PIECE, room.length)
  for (let done = 0; done < bytes; ) {
    const want = Math.min(most, bytes - done)
    const piece = await readExactly(file.read, offset + done, want, room.subarray(0, want))
    done += piece.length
    yield piece
  }
  memory.give(room)
}

/** All of a file, block after block; the next ones are read while one is being looked at. */
export async function* readBlocks(
  file: OpenFile,
  groups: readonly Group[],
  memory: BlockMemory,
): AsyncGenerator<Block> {
  const blocks = blocksOf(groups, file.size, memory.blockBytes)
  const ahead: { readonly bytes: number; readonly block: Promise<Block> }[] = []
  let next = 0
  const canReadOn = ({ from, to }: Due) =>
    ahead.length < AHEAD && ahead.reduce((sum, { bytes }) => sum + bytes, to - from) <= AHEAD_LIMIT
  const readOn = () => {
    for (let due = blocks[next]; due && canReadOn(due); due = blocks[next]) {
      const block = readBlock(file, due, memory)
      // It is awaited in its turn; whoever stops early asks no more.
      block.catch(() => undefined)
      ahead.push({ bytes: due.to - due.from, block })
      next++
    }
  }
  try {
    readOn()
    for (let given = 0; given < blocks.length; given++) {
      // A long one is read alone.
      const block = await (ahead.shift()?.block ?? readBlock(file, blocks[next++]!, memory))
      readOn()
      yield block
    }
  } finally {
    // Whoever stops early closes the file: no read may be under way then.
    await Promise.allSettled(ahead.map(({ block }) => block))
  }
}
