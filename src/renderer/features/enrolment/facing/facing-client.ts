import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { facingContract } from '../../../../contract/facing.ts'
import { portFromPreload } from '../../../port.ts'
import { CoreLink } from '../../../rpc-link.ts'

/** All that this window can ask of the core: its own narrow contract, which names no draft. */
export const facing: ContractRouterClient<typeof facingContract> = createORPCClient(
  new CoreLink(portFromPreload),
)
