/** The core as queries and mutations: `orpc.<room>.<procedure>.queryOptions(...)`, with the contract's own types. */
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { client } from './rpc.ts'

export const orpc = createTanstackQueryUtils(client)
