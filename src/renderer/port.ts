import { CONNECT, PORT } from '../contract/shell.ts'

/** Asks the preload for a port to the core. */
export function portFromPreload(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = ({ source, data, ports: [port] }: MessageEvent) => {
      if (source !== window || data !== PORT || port === undefined) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
    window.postMessage(CONNECT, window.location.origin)
  })
}
