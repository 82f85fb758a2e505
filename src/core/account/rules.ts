import { mayManageRole, type Role } from '../../contract/account.ts'

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

/** The contract's rule (mayManageRole) at this station. */
export function mayManage(actor: Role, target: Role, accounts: readonly AccountRow[]): boolean {
  return mayManageRole(actor, target, administrators(accounts).length > 0)
}

/** Whether the station would have no administrator without this one. */
export function isLastAdministrator(name: string, accounts: readonly AccountRow[]): boolean {
  const all = administrators(accounts)
  return all.length === 1 && all[0]?.name === name
}
