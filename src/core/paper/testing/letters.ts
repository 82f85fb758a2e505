import { serveThread } from '../../../lib/thread-tasks.ts'

/** A thread of letters that answers the bytes that it is given, after a while; none cannot be rendered. */
serveThread({
  letter: async ({ bytes, ms }: { bytes: number[]; ms: number }) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    if (bytes.length === 0) throw new Error('no picture')
    return new Uint8Array(bytes)
  },
})
