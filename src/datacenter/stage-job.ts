import type { Examined } from './examine.ts'

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

/** Laid down with its own signature; only read where it is not what the manifest says, or has no readable signature. */
export type StagedPacket =
  | { readonly why: string }
  | { readonly sha256: string; readonly bytes: number }
  | (Examined & { readonly signature: string })
