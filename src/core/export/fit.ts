import { AROUND_BAG, AROUND_PACKET } from '../../contract/export.ts'
import type { Packet } from './queries.ts'

/**
 * Packets of one bag at most. On vfat a folder ends at 65,536 entries, and each of a packet's two long names takes four of them (BACKUP:
 * 'file per packet'): 8,191 would be the end.
 */
export const PACKETS_OF_A_BAG = 5000

function room({ bytes }: Pick<Packet, 'bytes'>): number {
  return bytes + AROUND_PACKET
}

/** Whether a bag that carries no packet fits. */
export function roomForBag(free: number): boolean {
  return free >= AROUND_BAG
}

/** The first of the packets, in their order, that fit into `free` bytes with all that a bag needs around them. */
export function fitting<P extends Pick<Packet, 'bytes'>>(packets: readonly P[], free: number): P[] {
  let left = free - AROUND_BAG
  const chosen: P[] = []
  for (const packet of packets) {
    left -= room(packet)
    if (left < 0 || chosen.length === PACKETS_OF_A_BAG) break
    chosen.push(packet)
  }
  return chosen
}
