import type { Inside } from './penunggalan/inside.ts'

/** A packet of a bag that is to be laid down on the site's own volume while it is checked. */
export interface StageJob {
  readonly bag: string
  readonly path: string
  /** As the manifest has it; other bytes are not laid down. */
  readonly sha256: string
  /** New file on the site's volume; its signature becomes `<to>.minisig`. */
  readonly to: string
  readonly identity: string | undefined
}

/** What a packet is, read once: for the check of the bag, and for the judgement that follows. */
export type StagedPacket =
  | { readonly why: string }
  | {
      readonly sha256: string
      readonly bytes: number
      /** Where it was laid down: what its own signature is judged by. */
      readonly signature?: string
      readonly blake2b?: Uint8Array
      readonly inside?: Inside
      /** Why it does not open. */
      readonly refused?: string
    }
