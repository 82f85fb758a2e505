import { readsOf } from '../contract/reads.ts'
import { lookedAt, recordLook } from './audit/index.ts'
import type { CoreContext } from './context.ts'
import type { Station } from './station.ts'

/**
 * Writes what a call reads of residents into the audit, by the contract's table: who opens one by an id before the answer is looked for, a list once it is there. Nothing is
 * answered that could not be written down.
 */
export async function recordReads<T>(
  station: () => Station,
  name: string,
  input: unknown,
  answer: () => T | Promise<T>,
): Promise<T> {
  const look = readsOf(name)
  if (look === undefined || typeof look === 'string') return answer()
  const opens = look.of !== undefined
  if (opens && lookedAt(look, input) !== null) await recordLook(station(), look, input)
  const answered = await answer()
  if (!opens) await recordLook(station(), look, input)
  return answered
}

/** The same for a call of the router: a middleware by the procedure's name. */
export function recording(name: string) {
  return ({ context, next }: { context: CoreContext; next: () => unknown }, input: unknown) =>
    recordReads(() => context.desk.station(), name, input, next)
}
