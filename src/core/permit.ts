import { type AnyProcedure, enhanceRouter } from '@orpc/server'
import type { Role } from '../contract/account.ts'
import { ANYONE, mayCall, permissionOf, type ProcedureName } from '../contract/permissions.ts'
import type { CoreContext } from './context.ts'
import { refuse } from './refuse.ts'

/** The fault ACCOUNT-ROLE where a role is not one of those. */
export function requireRole(role: Role, allowed: readonly Role[]): void {
  if (!allowed.includes(role)) throw refuse('ACCOUNT-ROLE', { roles: allowed.join(', ') })
}

/** For the terminal, which has no router: the same table by a procedure's name. Fault ACCOUNT-ROLE. */
export function requireMay(role: Role, name: ProcedureName): void {
  const permission = permissionOf(name)
  if (!mayCall(role, name)) requireRole(role, permission === ANYONE ? [] : (permission ?? []))
}

/** Refuses a call before its input is looked at: STATION-LOCKED, ACCOUNT-ROLE {roles}. A procedure without an entry is nobody's. */
function permit(name: string) {
  return ({ context, next }: { context: CoreContext; next: () => unknown }) => {
    const allowed = permissionOf(name)
    if (allowed !== ANYONE) requireRole(context.desk.station().actor.role, allowed ?? [])
    return next()
  }
}

type Rooms = Readonly<Record<string, Readonly<Record<string, AnyProcedure>>>>

/** The same router, in which every procedure first asks the contract's table: the one place where roles are checked. */
export function permitted<T extends Rooms>(rooms: T): T {
  const guarded = (room: string, procedures: Rooms[string]) =>
    Object.fromEntries(
      Object.entries(procedures).map(([name, procedure]) => [
        name,
        enhanceRouter(procedure, {
          middlewares: [permit(`${room}.${name}`) as never],
          errorMap: {},
          prefix: undefined,
          tags: [],
          dedupeLeadingMiddlewares: false,
        }),
      ]),
    )
  return Object.fromEntries(
    Object.entries(rooms).map(([room, procedures]) => [room, guarded(room, procedures)]),
  ) as unknown as T
}
