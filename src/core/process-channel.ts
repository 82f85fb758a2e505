import type { Channel } from './process-host.ts'
import type { ToCore } from './process-messages.ts'

/** The channel to the process that forked this one. When that is gone, the core is told to quit. */
export function processChannel(): Channel {
  return {
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
    listen: (receive) => {
      process.on('message', (message) => receive(message as ToCore))
      process.once('disconnect', () => receive({ t: 'quit' }))
    },
  }
}
