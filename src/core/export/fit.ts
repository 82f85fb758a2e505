import type { Packet } from './queries.ts'

/** Clusters of exFAT: a file takes up this much more at most. */
const CLUSTER = 128 * 1024
/** Letter, manifests, certificates, signature. */
const AROUND = 4 << 20
/**
 * Packets of one bag at most. On vfat a folder ends at 65,536 entries, and each of a packet's two long names takes four of them (BACKUP:
 * 'file per packet'): 8,191 would be the end.
 */
export const PACKETS_OF_A_BAG = 5000

function room({ bytes }: Pick<Packet, 'bytes'>): number {
  return bytes + 2 * CLUSTER
}

/** Whether a bag that carries no packet fits. */
export function roomForBag(free: number): boolean {
  return free >= AROUND
}

/** The first of the packets, in their order, that fit into `free` bytes with all that a bag needs around them. */
export function fitting<P extends Pick<Packet, 'bytes'>>(packets: readonly P[], free: number): P[] {
  let left = free - AROUND
  const chosen: P[] = []
  for (const packet of packets) {
    left -= room(packet)
    if (left < 0 || chosen.length === PACKETS_OF_A_BAG) break
    chosen.push(packet)
  }
  return chosen
}
