import { volumeBytesAtMost } from '../../../formats/volume/plan.ts'

/** What a volume adds besides packets is not known before; so much stays free. */
const MARGIN = 4 << 20
const SIGNATURE_BYTES = 1024

/** Bytes that must be free for a volume of packets of these sizes. */
export function bytesNeeded(packets: readonly { readonly bytes: number }[]): number {
  return volumeBytesAtMost(packets.flatMap(({ bytes }) => [bytes, SIGNATURE_BYTES])) + MARGIN
}
