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
  const ahead = packets.filter(isReadAhead)
  const inTurn = roomFor(packets.filter((packet) => !isReadAhead(packet)))
  // In turns, and one more than are being read: that of the packet that is being used.
  const rooms = Array.from({ length: Math.min(AHEAD + 1, ahead.length) }, () => roomFor(ahead))
  const line: Promise<ReadPacket>[] = []
  let begun = 0
  const readOn = () => {
    for (let due = ahead[begun]; due && line.length < AHEAD; due = ahead[begun]) {
      const reading = readPacket(due, rooms[begun++ % rooms.length]!, true)
      // It is awaited in its turn; where an earlier one fails, nobody asks any more.
      reading.catch(() => undefined)
      line.push(reading)
    }
  }
  try {
    readOn()
    for (const packet of packets) {
      const reading = isReadAhead(packet) ? line.shift()! : readPacket(packet, inTurn, false)
      readOn()
      yield await reading
    }
  } finally {
    // Nothing is read into memory that is nobody's.
    await Promise.allSettled(line)
  }
}

async function readPacket(packet: PacketSource, room: Room, isBeside: boolean): Promise<ReadPacket> {
  const data = await readFile(packet.id, packet.path, room.data, isBeside)
  return {
    packet,
    data,
    signature: await readFile(packet.id, packet.signaturePath, room.signature, isBeside),
  }
}

/**
 * A file up to the end of the room.
 * @param isBeside through node's threads, while this one does something else
 */
async function readFile(id: string, path: string, room: Buffer, isBeside: boolean): Promise<Uint8Array> {
  try {
    const file = openSync(path, 'r')
    try {
      let held = isBeside ? (await readBeside(file, room, 0, room.length, 0)).bytesRead : 0
      while (held < room.length) {
        const bytes = readSync(file, room, held, room.length - held, held)
        if (bytes === 0) break
        held += bytes
      }
      return room.subarray(0, held)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw lacking(id, path, cause)
  }
}

function lacking(id: string, path: string, cause: unknown): Fault {
  const { errno } = faultOfErrno(cause, 'read', path).params
  return new Fault('PACKET-LACKING', { id, errno: String(errno) }, { cause })
}
