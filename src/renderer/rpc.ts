import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../contract/contract.ts'
import { CONNECT, PORT } from '../contract/shell.ts'
import { CoreLink } from './rpc-link.ts'

/** Asks the preload for a port to the core. */
function portFromPreload(): Promise<MessagePort> {
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

/** The page's one line to the core; `core.state` and `core.subscribe` tell how it is. */
export const core = new CoreLink(portFromPreload)

/** Every procedure of the contract, e.g. `client.enrolment.start({ nik })`. Refusals are ORPCErrors named REFUSED. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(core)
