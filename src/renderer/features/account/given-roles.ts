import { type Account, type Role, roleSchema } from '../../../contract/account.ts'

/** What somebody may give: an administrator all; a penyelia the operator's, and all while there is no administrator. The core holds the rule. */
export function givenRoles(role: Role | undefined, accounts: readonly Account[]): readonly Role[] {
  const led = accounts.some((one) => one.role === 'administrator' && one.disabledAt === null)
  return role === 'administrator' || !led ? roleSchema.options : ['operator']
}
