/** The thread that proves packets for one reading of sources: `open` says by whom they have to be signed. */
import { giving, serveThread } from '../../lib/thread-tasks.ts'
import { type PacketPiece, type ProvenBy, provenBy, type ProvenByItems, provePiece } from './prove-packet.ts'
import type { ThreadProof } from './prover.ts'

let by: ProvenBy | undefined

serveThread({
  open: async (items: ProvenByItems) => {
    by = provenBy(items)
  },
  prove: async (piece: PacketPiece) => {
    if (!by) throw new Error('not opened')
    const bytes = piece.bytes as ThreadProof['bytes']
    return giving({ bytes, proof: provePiece(piece, by) } satisfies ThreadProof, [bytes.buffer])
  },
})
