/** The thread that proves packets for one reading of sources: `open` says by whom they have to be signed. */
import { serveThread } from '../../lib/thread-tasks.ts'
import { type PacketBlock, proveBlock, type ProvenBy, provenBy, type ProvenByItems } from './prove-packet.ts'

let by: ProvenBy | undefined

serveThread({
  open: async (items: ProvenByItems) => {
    by = provenBy(items)
  },
  prove: async (block: PacketBlock) => {
    if (!by) throw new Error('not opened')
    return proveBlock(block, by)
  },
})
