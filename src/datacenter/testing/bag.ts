import { mkdirSync } from 'node:fs'
import type { BagInput } from '../../formats/bag/plan.ts'
import { writeBag } from '../../formats/bag/write.ts'
import { sampleId } from '../../formats/testing/sample.ts'
import { utf8 } from '../../lib/bytes.ts'
import type { Sealed, Sender } from './sender.ts'

export interface SampleBag {
  /** Folder of the medium; made where there is none. */
  readonly drive: string
  readonly packets: Iterable<Sealed>
  readonly sequence: number
  /** What this bag says of itself besides. */
  readonly info?: Partial<BagInput['info']>
  /** Where it is not signed as its station would. */
  readonly over?: Partial<BagInput>
}

/** When sample bags were made. */
export const BAG_AT = '2026-11-23T09:00:00.000Z'

/** Packets with their signatures, as a bag carries them. */
function* payloadOf(packets: Iterable<Sealed>) {
  for (const { id, bytes, signature } of packets) {
    yield { path: `data/${id}.rkp`, data: bytes }
    yield { path: `data/${id}.rkp.minisig`, data: utf8(signature) }
  }
}

/** Writes an export of this station, as it lies on a medium; answers the bag's folder. */
export async function bagOf(
  sender: Sender,
  { drive, packets, sequence, info, over }: SampleBag,
): Promise<string> {
  mkdirSync(drive, { recursive: true })
  const { station, epoch, key, certificate } = sender
  const place = { parent: drive, name: `REKAM-${station}-${sequence}`, mount: drive }
  const { folder } = await writeBag(place, payloadOf(packets), async () => ({
    info: {
      kind: 'export',
      id: sampleId(sequence),
      sequence,
      at: BAG_AT,
      station,
      epoch,
      ...info,
    },
    letter: utf8('%PDF-1.4 CONTOH\n'),
    certificates: [certificate],
    key,
    ...over,
  }))
  return folder
}
