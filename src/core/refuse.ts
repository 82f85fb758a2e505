import type { RefusalCode } from '../contract/catalogue.ts'
import { Fault, type Params } from '../lib/fault.ts'

/** A fault whose code stands in the contract's catalogue: the person sees its three lines. Throw what it returns. */
export function refuse(code: RefusalCode, params: Params = {}, cause?: unknown): Fault {
  return new Fault(code, params, cause === undefined ? undefined : { cause })
}
