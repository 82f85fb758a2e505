import { closeSync, openSync, read, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { Fault, faultOfErrno } from '../../../lib/fault.ts'
import type { PacketSource } from './types.ts'

/** A packet's two files as they were read; the bytes stand until the next packet is asked for. */
export interface ReadPacket {
  readonly packet: PacketSource
  /** Longer than is expected where the file grew. */
  readonly data: Uint8Array
  /** Longer than SIGNATURE_LIMIT where it can be none. */
  readonly signature: Uint8Array
}

/** No signature is as long: its two comments have 9000 bytes at most. */
export const SIGNATURE_LIMIT = 16 << 10
/** Smaller ones are read in their turn: they wait longer for one of node's threads, nine times, than for the disk. */
const LEAST_AHEAD = 64 << 10
/** Larger ones are read in their turn: several of them would fill the memory. */
const MOST_AHEAD = 2 << 20
/** So many are being read while one is hashed and written. */
const AHEAD = 4

/** Room for both files of a packet. */
interface Room {
  readonly data: Buffer
  readonly signature: Buffer
}

interface Due {
  readonly packet: PacketSource
  /** Undefined for one that is read in its turn. */
  readonly room: Room | undefined
  readonly reading: Promise<ReadPacket> | undefined
}

const readBeside = promisify(read)

function isReadAhead({ bytes }: PacketSource): boolean {
  return bytes >= LEAST_AHEAD && bytes <= MOST_AHEAD
}

/** Room for the longest of these, and a byte that tells when that one grew. */
function roomFor(packets: readonly PacketSource[]): Room {
  const most = packets.reduce((max, { bytes }) => Math.max(max, bytes), 0)
  return {
    data: Buffer.allocUnsafeSlow(most + 1),
    signature: Buffer.allocUnsafeSlow(SIGNATURE_LIMIT + 1),
  }
}

/**
 * Gives the packets in their order; the next ones are read from the station meanwhile. Fault PACKET-LACKING {id, errno} for one that cannot be read,
 * told apart from a failing disk, since the run then goes on without it.
 */
export async function* readPackets(packets: readonly PacketSource[]): AsyncGenerator<ReadPacket> {
  const inTurn = roomFor(packets.filter((packet) => !isReadAhead(packet)))
  const ahead = packets.filter(isReadAhead)
  const rooms = Array.from({ length: Math.min(AHEAD + 1, ahead.length) }, () => roomFor(ahead))
  const line: Due[] = []
  let next = 0
  const begin = () => {
    const packet = packets[next]
    if (packet === undefined || line.length > AHEAD) return false
    const room = isReadAhead(packet) ? rooms.pop() : undefined
    if (isReadAhead(packet) && room === undefined) return false
    const reading = room && readAhead(packet, room)
    // It is awaited in its turn; where an earlier one fails, nobody asks any more.
    reading?.catch(() => undefined)
    line.push({ packet, room, reading })
    next++
    return true
  }
  try {
    while (begin());
    for (let due = line.shift(); due; due = line.shift()) {
      yield await (due.reading ?? readInTurn(due.packet, inTurn))
      if (due.room) rooms.push(due.room)
      while (begin());
    }
  } finally {
    // Nothing is read into memory that is nobody's.
    await Promise.allSettled(line.flatMap(({ reading }) => reading ?? []))
  }
}

async function readAhead(packet: PacketSource, room: Room): Promise<ReadPacket> {
  const data = await fileBeside(packet.id, packet.path, room.data)
  return { packet, data, signature: await fileBeside(packet.id, packet.signaturePath, room.signature) }
}

/** Not through node's threads: whoever asks has nothing else to do meanwhile. */
function readInTurn(packet: PacketSource, room: Room): ReadPacket {
  const data = fileInTurn(packet.id, packet.path, room.data)
  return { packet, data, signature: fileInTurn(packet.id, packet.signaturePath, room.signature) }
}

async function fileBeside(id: string, path: string, room: Buffer): Promise<Uint8Array> {
  try {
    const opened = openSync(path, 'r')
    try {
      const { bytesRead } = await readBeside(opened, room, 0, room.length, 0)
      return rest(opened, room, bytesRead)
    } finally {
      closeSync(opened)
    }
  } catch (cause) {
    throw lacking(id, path, cause)
  }
}

function fileInTurn(id: string, path: string, room: Buffer): Uint8Array {
  try {
    const opened = openSync(path, 'r')
    try {
      return rest(opened, room, 0)
    } finally {
      closeSync(opened)
    }
  } catch (cause) {
    throw lacking(id, path, cause)
  }
}

/** Reads on to the end of the file or of the room. */
function rest(opened: number, room: Buffer, already: number): Uint8Array {
  let held = already
  while (held < room.length) {
    const bytes = readSync(opened, room, held, room.length - held, held)
    if (bytes === 0) break
    held += bytes
  }
  return room.subarray(0, held)
}

function lacking(id: string, path: string, cause: unknown): Fault {
  const { errno } = faultOfErrno(cause, 'read', path).params
  return new Fault('PACKET-LACKING', { id, errno: String(errno) }, { cause })
}
