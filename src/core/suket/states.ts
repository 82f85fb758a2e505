import type { Suket, SuketAct } from '../../contract/suket.ts'
import { refuse } from '../refuse.ts'

export type SuketState = Suket['state']

/**
 * The state of a letter on a day. Expiry is never stored: a letter whose last day has passed is expired without anybody having
 * been there to say so, and a clock set right makes it right again.
 */
export function stateOn(
  row: { readonly state: SuketState; readonly expires_on: string },
  day: string,
): SuketState {
  const counts = row.state === 'issued' || row.state === 'reprinted'
  return counts && row.expires_on < day ? 'expired' : row.state
}

/**
 * Where each act leads from each state; what is not here is refused. A letter that counts can be printed again, followed, handed
 * back or voided; an expired one can still be followed, handed back or voided; the others have ended.
 */
const NEXT: Readonly<Record<SuketState, Partial<Record<SuketAct, SuketState>>>> = {
  issued: { reprint: 'reprinted', renew: 'renewed', withdraw: 'withdrawn', void: 'void' },
  reprinted: { reprint: 'reprinted', renew: 'renewed', withdraw: 'withdrawn', void: 'void' },
  expired: { renew: 'renewed', withdraw: 'withdrawn', void: 'void' },
  renewed: {},
  withdrawn: {},
  void: {},
}

export function mayAct(state: SuketState, act: SuketAct): boolean {
  return NEXT[state][act] !== undefined
}

/** What can be done to a letter in this state. */
export function actsOf(state: SuketState): SuketAct[] {
  return Object.keys(NEXT[state]) as SuketAct[]
}

/** The state after an act. SUKET-STATE where the letter's state does not allow it. */
export function stateAfter(state: SuketState, act: SuketAct): SuketState {
  const next = NEXT[state][act]
  if (!next) throw refuse('SUKET-STATE', { state, act })
  return next
}
