import type { AnyContractRouter } from '@orpc/contract'
import { implement, ORPCError } from '@orpc/server'
import { refusalOf } from '../contract/catalogue.ts'
import { isFault } from '../lib/fault.ts'
import type { CoreContext } from './context.ts'

/** Binds a room's contract to handlers that get the CoreContext. */
export function serve<Contract extends AnyContractRouter>(contract: Contract) {
  return implement(contract).$context<CoreContext>()
}

function whyInvalid(error: ORPCError<string, unknown>): string {
  const issues = (error.data as { issues?: { path?: (string | number)[]; message?: string }[] } | undefined)
    ?.issues
  const first = issues?.[0]
  return first ? [first.path?.join('.'), first.message].filter(Boolean).join(': ') : 'input'
}

/** Any error as the refusal that the page shows: faults by their code, zod's by INPUT-INVALID, the rest INTERNAL. */
export function asRefusal(error: unknown): ORPCError<'REFUSED', ReturnType<typeof refusalOf>> {
  const refusal = isFault(error)
    ? refusalOf(error.code, error.params)
    : error instanceof ORPCError && error.code === 'BAD_REQUEST'
      ? refusalOf('INPUT-INVALID', { why: whyInvalid(error) })
      : refusalOf('INTERNAL')
  return new ORPCError('REFUSED', {
    status: 422,
    defined: true,
    data: refusal,
    message: refusal.code,
    cause: error,
  })
}

/** Interceptor for every way into the router: nothing but REFUSED goes out. */
export async function refuseErrors<T>(options: { next(): Promise<T> }): Promise<T> {
  try {
    return await options.next()
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'REFUSED') throw error
    throw asRefusal(error)
  }
}
