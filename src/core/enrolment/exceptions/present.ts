import type { Draft } from '../../../contract/enrolment.ts'
import { hasPin } from '../../account/index.ts'
import type { Desk } from '../../context.ts'
import type { ReadDb } from '../../db/handles.ts'
import { refuse } from '../../refuse.ts'
import { approveExceptions } from './note.ts'

/** Accounts that may approve exceptions now. */
export function supervisors(db: ReadDb): { name: string; pin: boolean }[] {
  return db
    .all<{ name: string }>(
      "SELECT name FROM account WHERE role = 'penyelia' AND disabled_at IS NULL ORDER BY name COLLATE NOCASE",
    )
    .map(({ name }) => ({ name, pin: hasPin(db, name) }))
}

/**
 * A penyelia beside the desk approves all exceptions of a draft by their own PIN or password, before it is sealed; the audit says who, at whose
 * desk and by what. The operator stays signed in. ENROLMENT-SUPERVISOR-ONLY for another account, before anything is guessed;
 * ACCOUNT-WRONG-PIN, ACCOUNT-WRONG-PASSPHRASE, ACCOUNT-WAIT.
 */
export async function approvePresent(
  desk: Pick<Desk, 'station' | 'vouch'>,
  id: string,
  account: string,
  secret: string,
): Promise<Draft> {
  const station = desk.station()
  if (supervisors(station.read).every(({ name }) => name !== account))
    throw refuse('ENROLMENT-SUPERVISOR-ONLY')
  const by = await desk.vouch(account, secret)
  const theirs = { ...station, actor: { account, role: 'penyelia' as const } }
  return approveExceptions(theirs, id, { operator: station.actor.account, by })
}
