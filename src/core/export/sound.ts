import { readFile } from 'node:fs/promises'
import { PAYLOAD } from '../../formats/bag/plan.ts'
import type { PayloadSource } from '../../formats/bag/write.ts'
import { PACKET_SUFFIX, SIGNATURE_SUFFIX } from '../../formats/volume/order.ts'
import { checkPacket } from '../../formats/packet/packet.ts'
import { hex, text } from '../../lib/bytes.ts'
import { Fault, faultOfErrno, isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import { packetPath, soundSignature } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import type { Packet } from './queries.ts'

async function read(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

/** A packet as it was sealed: its bytes are those of the register, its signature holds. */
async function sealed(station: Station, { id, sealed_at, sha256: due }: Packet): Promise<PayloadSource[]> {
  const bytes = await read(packetPath(station, id, sealed_at))
  const signature = await soundSignature(station, id)
  if (hex(sha256(bytes)) !== due) throw new Fault('PACKET-HASH', { packet: id })
  checkSignature(station, bytes, text(signature))
  return [
    { path: `${PAYLOAD}${id}${PACKET_SUFFIX}`, data: bytes },
    { path: `${PAYLOAD}${id}${SIGNATURE_SUFFIX}`, data: signature },
  ]
}

/** A key that the Dinas did not certify yet (a restored station) is the centre's to judge. */
function checkSignature(station: Station, bytes: Uint8Array, signature: string): void {
  try {
    checkPacket({ bytes, signature }, station.trust)
  } catch (error) {
    if (!isFault(error, 'TRUST-UNKNOWN-KEY')) throw error
  }
}

/** Packets that went into the bag, and those that this machine itself cannot give any more. */
export interface Sorted {
  readonly taken: Packet[]
  readonly damaged: { readonly id: string; readonly code: string }[]
}

/** The files of the packets one after the other; a damaged packet is named in `sorted` and holds nobody up. */
export async function* soundFiles(
  station: Station,
  packets: readonly Packet[],
  sorted: Sorted,
): AsyncGenerator<PayloadSource> {
  for (const packet of packets) {
    let files: PayloadSource[]
    try {
      files = await sealed(station, packet)
    } catch (error) {
      if (!isFault(error) || error.code.startsWith('DISK-GONE')) throw error
      sorted.damaged.push({ id: packet.id, code: error.code })
      continue
    }
    sorted.taken.push(packet)
    yield* files
  }
}
