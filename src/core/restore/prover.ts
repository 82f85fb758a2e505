import { startThread } from '../../lib/thread.ts'
import {
  type PacketBlock,
  proveBlock,
  type ProvenBlock,
  type ProvenBy,
  type ProvenByItems,
} from './prove-packet.ts'

/** Who digests and proves: both take longer than reading. */
export interface Prover extends AsyncDisposable {
  /** Looks at all members of a block, whose bytes must stay as they are until it answers: what it found. */
  prove(block: PacketBlock): Promise<ProvenBlock>
}

/** In this thread, at once. */
export function proverHere(by: ProvenBy): Prover {
  return {
    prove: (block) => Promise.resolve(proveBlock(block, by)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** Digests and stamps of a block are gone with it. */
const HEAP = { maxYoungGenerationSizeMb: 8 } as const

/** In a thread of its own, while the next blocks are read and the last ones written. Bytes in shared memory are not copied. */
export function proverInThread(by: ProvenByItems): Prover {
  const thread = startThread(new URL('./prove.worker.ts', import.meta.url), HEAP)
  const opened = thread.run('open', by)
  // It is awaited with the first block.
  opened.catch(() => undefined)
  return {
    async prove(block) {
      await opened
      return thread.run<ProvenBlock>('prove', block)
    },
    [Symbol.asyncDispose]: () => thread.close(),
  }
}
