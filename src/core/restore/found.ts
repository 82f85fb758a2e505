import type { ProvenPacket } from './prove-packet.ts'

/** A packet as it was found first; `at` is the time of the commit that speaks for it, for packets that no register knows. */
export interface Found extends ProvenPacket {
  readonly at: string | null
}
