import type { Role } from '../../contract/account.ts'
import { mayCall, type ProcedureName } from '../../contract/permissions.ts'
import { requireMay, requireRole } from '../permit.ts'

/** What a command does that no page of the window does: told by roles. */
interface Alone {
  readonly only: readonly Role[]
}

/** Who brings what the Dinas signed: whoever it was handed to. */
const BROUGHT = { only: ['penyelia', 'teknisi', 'administrator'] } as const satisfies Alone

/**
 * The procedures of the contract that a command of the terminal stands for; who may call all of them may type it. `command --option` is what an
 * option adds. A command that opens a station and is not here cannot be written: `withStation` takes these names alone.
 */
export const TERMINAL_PERMISSIONS = {
  'access answer': ['privacy.answer'],
  'access list': ['privacy.requests'],
  'access request': ['privacy.request'],
  'account add': ['account.list', 'account.add'],
  'account disable': ['account.list', 'account.disable'],
  'account list': ['account.list'],
  'account passphrase': ['account.passphrase'],
  'account renew': ['account.list', 'account.renew'],
  'account role': ['account.list', 'account.role'],
  'amend approve': ['enrolment.approveRecorded'],
  'amend cancel': ['enrolment.amend', 'enrolment.show'],
  'amend correct': ['enrolment.amend', 'enrolment.show'],
  'amend list': ['enrolment.show'],
  'amend waiting': ['enrolment.waitingApprovals'],
  'audit export': ['audit.saveAccess'],
  'audit list': ['audit.list'],
  'audit period': ['audit.savePeriod'],
  'audit unlock': ['audit.list'],
  'audit verify': ['audit.verify'],
  backup: ['backup.run'],
  'backup --pair': ['backup.pair'],
  'cards claims': ['printing.list'],
  'cards settle': ['printing.settleClaims'],
  day: ['board.checklist'],
  'day --sign': ['board.sign'],
  'day --tick': ['board.tick'],
  'day --untick': ['board.tick'],
  'disk breach': ['restore.saveBreach'],
  'disk check': ['backup.status', 'backup.readAll'],
  'disk eject': ['backup.eject'],
  'disk keep': ['backup.status', 'backup.keep'],
  'disk list': ['backup.status'],
  'disk lost': ['backup.reportLost'],
  'disk settle': ['backup.settleAlarm'],
  drafts: ['enrolment.drafts'],
  drill: ['restore.drill'],
  'drill --out': ['restore.saveDrill'],
  empty: ['restore.proveEmpty'],
  'empty --confirm': ['restore.empty'],
  enrol: ['enrolment.start', 'enrolment.saveBiodata', 'enrolment.saveCapture', 'enrolment.seal'],
  export: ['export.make'],
  gain: ['restore.gain'],
  'gain --plan': ['restore.planGain'],
  'keys former': BROUGHT,
  'keys install': BROUGHT,
  line: ['upload.status'],
  'line --days': ['upload.setLine'],
  'line --hours': ['upload.setLine'],
  'line --inside': ['upload.setLine'],
  'line --kbits': ['upload.setLine'],
  'line --outside': ['upload.setLine'],
  list: ['enrolment.list'],
  outage: ['outage.show', 'upload.status'],
  'outage --import': ['outage.importNotice'],
  'profile install': BROUGHT,
  'profile install --waiting': ['settings.installWaiting'],
  'profile list': ['settings.waitingProfile'],
  proof: ['enrolment.saveProof'],
  purge: ['backup.purgePlan'],
  'purge --token': ['backup.purge'],
  recap: ['board.recap'],
  'recap --pdf': ['board.saveRecap'],
  'recap --xlsx': ['board.saveRecap'],
  receipts: ['export.receipts'],
  'report show': ['board.report'],
  'report show --out': ['board.saveReport'],
  'residents import': ['resident.previewImport', 'resident.importList'],
  'residents import --left-out': ['resident.saveLeftOut'],
  'residents search': ['resident.search'],
  'residents show': ['resident.listed'],
  'residents state': ['resident.listState'],
  'retention apply': ['privacy.applyList'],
  'retention destroy': ['privacy.destroy'],
  'retention destroy --out': ['privacy.saveAct'],
  'retention list': ['privacy.retentionActs'],
  'retention plan': ['privacy.retentionPlan'],
  'retention record': ['privacy.saveAct'],
  show: ['enrolment.show'],
  stats: ['board.show'],
  'suket issue': ['suket.issue', 'suket.save'],
  'suket issue --p12': ['suket.openOffice'],
  'suket print': ['suket.printers', 'suket.print', 'suket.saveAll'],
  'suket register': ['suket.recap'],
  'suket register --pdf': ['suket.saveBook'],
  'suket register --xlsx': ['suket.saveBook'],
  'suket verify --station': ['suket.verify'],
  upload: ['upload.status', 'upload.tryNow'],
  'upload --resend': ['upload.resend'],
  'verify --station': ['backup.readAll'],
  visits: ['enrolment.list', 'printing.visits'],
  'visits --settle': ['printing.settleVisits'],
  where: ['printing.where'],
  'where --slip': ['printing.saveSlip'],
} as const satisfies Readonly<Record<string, readonly ProcedureName[] | Alone>>

/** A command, or a command with an option. */
export type Typed = keyof typeof TERMINAL_PERMISSIONS

/** What a command line asks for: the command, and those of its options that are given. */
export function typed(command: Typed, given: Readonly<Partial<Record<Typed, unknown>>> = {}): Typed[] {
  const options = Object.entries(given).filter(([, value]) => value !== undefined && value !== false)
  return [command, ...options.map(([option]) => option as Typed)]
}

/** Those whose account opens the station where a command line names none: the first who may. */
const USUAL: readonly Role[] = ['teknisi', 'penyelia', 'administrator']

const entryOf = (name: Typed): readonly ProcedureName[] | Alone => TERMINAL_PERMISSIONS[name]

/** Whether somebody with this role may type it. */
export function mayType(role: Role, names: readonly Typed[]): boolean {
  return names.map(entryOf).every((entry) => {
    if ('only' in entry) return entry.only.includes(role)
    return entry.every((procedure) => mayCall(role, procedure))
  })
}

/** The account of `rekam init` that opens the station where none is named. */
export function usualAccount(names: readonly Typed[]): Role {
  return USUAL.find((role) => mayType(role, names)) ?? 'penyelia'
}

/** The procedures that what was typed stands for. */
export function proceduresOf(names: readonly Typed[]): ProcedureName[] {
  return names.map(entryOf).flatMap((entry) => ('only' in entry ? [] : [...entry]))
}

/** Fault ACCOUNT-ROLE where somebody with this role may not type it. */
export function requireType(role: Role, names: readonly Typed[]): void {
  for (const entry of names.map(entryOf)) {
    if ('only' in entry) requireRole(role, entry.only)
    else for (const procedure of entry) requireMay(role, procedure)
  }
}
