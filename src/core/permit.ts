import { type AnyProcedure, enhanceRouter } from '@orpc/server'
import type { Role } from '../contract/account.ts'
import { ANYONE, permissionOf, type ProcedureName } from '../contract/permissions.ts'
import { chosenAlone } from './chosen-alone.ts'
import type { CoreContext } from './context.ts'
import { refuseOutside } from './practice-place.ts'
import { refuse } from './refuse.ts'

/** The fault ACCOUNT-ROLE where a role is not one of those. */
export function requireRole(role: Role, allowed: readonly Role[]): void {
  if (!allowed.includes(role)) throw refuse('ACCOUNT-ROLE', { roles: allowed.join(', ') })
}

/** The roles that a procedure is for; null where it is for anyone. One without an entry is nobody's. */
function rolesFor(name: string): readonly Role[] | null {
  const permission = permissionOf(name)
  return permission === ANYONE ? null : (permission ?? [])
}

/** For the terminal, which has no router: the same table by a procedure's name. Fault ACCOUNT-ROLE. */
export function requireMay(role: Role, name: ProcedureName): void {
  const roles = rolesFor(name)
  if (roles) requireRole(role, roles)
}

/** Refuses a call before its input is looked at: STATION-LOCKED, ACCOUNT-ROLE {roles}. */
function permit(name: string) {
  const roles = rolesFor(name)
  return ({ context, next }: { context: CoreContext; next: () => unknown }) => {
    if (roles) requireRole(context.desk.station().actor.role, roles)
    return next()
  }
}

/** In practice, before anything looks at what an input names. PRACTICE-PLACE. */
const withinPractice = async (
  { context, next }: { context: CoreContext; next: () => unknown },
  input: unknown,
) => {
  const { practice } = context.desk.ports
  if (practice !== null) await refuseOutside(practice, input)
  return next()
}

type Rooms = Readonly<Record<string, Readonly<Record<string, AnyProcedure>>>>

/**
 * The same router, in which every procedure first asks the contract's table: the one place where roles are checked, where reads of residents are written into the audit, where practice is kept to its own folder, and where a page names no file that nobody chose.
 * @param recording writes a call's reads into the audit: a middleware by the procedure's name
 */
export function permitted<T extends Rooms>(rooms: T, recording: (name: string) => unknown): T {
  const guarded = (room: string, procedures: Rooms[string]) =>
    Object.fromEntries(
      Object.entries(procedures).map(([name, procedure]) => [
        name,
        enhanceRouter(procedure, {
          middlewares: [
            permit(`${room}.${name}`) as never,
            withinPractice as never,
            chosenAlone(`${room}.${name}`) as never,
            recording(`${room}.${name}`) as never,
          ],
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
