import { ownBuffer, release } from '../../lib/bytes.ts'
import { startThread } from '../../lib/thread.ts'
import {
  type PacketPiece,
  type PacketProof,
  type ProvenBy,
  type ProvenByItems,
  type ProvenPacket,
  provePiece,
  spanOf,
} from './prove-packet.ts'

/** A piece that was looked at. */
export interface Proved {
  /** Undefined where it does not prove itself. */
  readonly packet: ProvenPacket | undefined
  /** Gives the memory back, where it is the prover's to give; the packet's bytes are gone then. */
  done(): void
}

/** Who proves packets: signatures take longer than reading. */
export interface Prover extends AsyncDisposable {
  /** Looks at a piece, whose bytes are given away. */
  prove(piece: PacketPiece): Promise<Proved>
}

/** What the thread answers: the bytes come back with the proof. */
export interface ThreadProof {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly proof: PacketProof | undefined
}

/** In this thread, at once. */
export function proverHere(by: ProvenBy): Prover {
  return {
    prove: (piece) => Promise.resolve(proved(piece, piece.bytes, provePiece(piece, by))),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** In a thread of its own, while the next pieces are read and the last ones written. */
export function proverInThread(by: ProvenByItems): Prover {
  const thread = startThread(new URL('./prove.worker.ts', import.meta.url))
  const opened = thread.run('open', by)
  // It is awaited with the first piece.
  opened.catch(() => undefined)
  return {
    async prove(piece) {
      await opened
      const own = ownBytes(piece.bytes)
      const { bytes, proof } = await thread.run<ThreadProof>(
        'prove',
        { ...piece, bytes: own } satisfies PacketPiece,
        undefined,
        [own.buffer],
      )
      return proved(piece, bytes, proof, () => release(bytes))
    },
    [Symbol.asyncDispose]: () => thread.close(),
  }
}

function proved(
  { packet, id, sha256 }: PacketPiece,
  bytes: Uint8Array,
  proof: PacketProof | undefined,
  done: () => void = () => undefined,
): Proved {
  return { packet: proof && { id, bytes: spanOf(bytes, packet), sha256, ...proof }, done }
}

/** Bytes whose memory holds nothing else, so that it can be moved. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(ownBuffer(bytes) ?? bytes)
}
