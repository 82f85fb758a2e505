import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../contract/contract.ts'
import { portFromPreload } from './port.ts'
import { CoreLink } from './rpc-link.ts'

/** The page's one line to the core; `core.state` and `core.subscribe` tell how it is. */
export const core = new CoreLink(portFromPreload)

/** Every procedure of the contract, e.g. `client.enrolment.start({ nik })`. Refusals are ORPCErrors named REFUSED. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(core)
