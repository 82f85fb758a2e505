import { type Account, mayManageRole, type Role, roleSchema } from '../../../contract/account.ts'

/** The roles that somebody may give, by the contract's rule. */
export function givenRoles(role: Role | undefined, accounts: readonly Account[]): readonly Role[] {
  if (role === undefined) return []
  const led = accounts.some((one) => one.role === 'administrator' && one.disabledAt === null)
  return roleSchema.options.filter((target) => mayManageRole(role, target, led))
}
