import type { Role } from '../../contract/account.ts'

export interface AccountRow {
  readonly name: string
  readonly role: Role
  readonly created_at: string
  readonly disabled_at: string | null
}

const isActive = ({ disabled_at }: AccountRow) => disabled_at === null

/** Active administrators. */
export function administrators(accounts: readonly AccountRow[]): AccountRow[] {
  return accounts.filter((one) => isActive(one) && one.role === 'administrator')
}

/**
 * Whether somebody may add, change or disable an account of a role: an administrator any; a penyelia an operator's, and any while a station of
 * before has no administrator, so that it can get one.
 */
export function mayManage(actor: Role, target: Role, accounts: readonly AccountRow[]): boolean {
  if (actor === 'administrator') return true
  return actor === 'penyelia' && (target === 'operator' || administrators(accounts).length === 0)
}

/** Whether the station would have no administrator without this one. */
export function isLastAdministrator(name: string, accounts: readonly AccountRow[]): boolean {
  const all = administrators(accounts)
  return all.length === 1 && all[0]?.name === name
}
