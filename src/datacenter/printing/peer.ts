import type { Signed } from '../../formats/trust/comment.ts'

/** The other site, as this one reaches it for a right that it owns; undefined when it does not answer. */
export interface PrintPeer {
  give(packet: string, to: string): Promise<readonly Signed[] | undefined>
}
