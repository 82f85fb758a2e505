import { orpc } from '../../orpc.ts'

/** Where the page keeps which door the station stands at. */
export const DOOR = orpc.account.door.queryKey({ input: {} })

/** Where it keeps the list of accounts. */
export const ACCOUNTS = orpc.account.list.queryKey({ input: {} })
