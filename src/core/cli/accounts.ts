import { resolve } from 'node:path'
import { roleSchema } from '../../contract/account.ts'
import {
  addAccount,
  changeRole,
  disableAccount,
  listAccounts,
  nextChallenge,
  renewPassphrase,
} from '../account/index.ts'
import { refuse } from '../refuse.ts'
import { stationExists, stationPaths } from '../settings/index.ts'
import type { Station } from '../station.ts'
import type { Typed } from './permissions.ts'
import { firstLine } from './secrets.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { RESOURCES, type StationOptions, withStation } from './with-station.ts'

type Options = Common & StationOptions
type ManagingCommand = Extract<Typed, `account ${string}`>

/** Opens the station as who manages accounts, does one thing, and shows the accounts as they are then. */
async function managing(
  terminal: Terminal,
  options: Options,
  asked: ManagingCommand,
  change: (station: Station) => Promise<void>,
): Promise<void> {
  const accounts = await withStation(options, asked, async (station) => {
    await change(station)
    return listAccounts(station)
  })
  const say = sayer(options)
  const lines = accounts.map(({ name, role, disabledAt, pin }) => {
    const day = disabledAt?.slice(0, 10)
    const standing = day === undefined ? (pin ? 'PIN' : '') : say(`nonaktif ${day}`, `disabled ${day}`)
    return `${name.padEnd(32)} ${role.padEnd(13)} ${standing}`.trimEnd()
  })
  print(terminal, options, { accounts }, lines)
}

/** `rekam account list`. */
export function accountList(terminal: Terminal, options: Options): Promise<void> {
  return managing(terminal, options, 'account list', async () => {})
}

function roleOf(text: string) {
  const role = roleSchema.safeParse(text)
  if (!role.success) throw refuse('INPUT-INVALID', { why: `--role ${text}` })
  return role.data
}

/** `rekam account add NAME`. */
export async function accountAdd(
  terminal: Terminal,
  name: string,
  options: Options & { role: string; newPassphraseFile: string },
): Promise<void> {
  const role = roleOf(options.role)
  const passphrase = await firstLine(resolve(options.newPassphraseFile))
  await managing(terminal, options, 'account add', (station) =>
    addAccount(station, { name, role, passphrase }),
  )
}

/** `rekam account disable NAME`. */
export function accountDisable(terminal: Terminal, name: string, options: Options): Promise<void> {
  return managing(terminal, options, 'account disable', (station) => disableAccount(station, name))
}

/** `rekam account renew NAME`: a new password for somebody else; a disabled account is opened again by it. */
export async function accountRenew(
  terminal: Terminal,
  name: string,
  options: Options & { newPassphraseFile: string },
): Promise<void> {
  const passphrase = await firstLine(resolve(options.newPassphraseFile))
  await managing(terminal, options, 'account renew', (station) =>
    renewPassphrase(station, { name, passphrase }),
  )
}

/** `rekam account role NAME`. */
export function accountRole(
  terminal: Terminal,
  name: string,
  options: Options & { role: string },
): Promise<void> {
  const role = roleOf(options.role)
  return managing(terminal, options, 'account role', (station) => changeRole(station, { name, role }))
}

/** `rekam account challenge`: what to read to the Dinas when a password is forgotten. Needs none. */
export async function accountChallenge(
  terminal: Terminal,
  options: Common & { station: string },
): Promise<void> {
  const folder = resolve(options.station)
  const paths = stationPaths(folder, RESOURCES)
  if (!stationExists(paths)) throw refuse('STATION-MISSING', { path: folder })
  const challenge = await nextChallenge(paths.keys)
  const { station, n, left } = challenge
  print(terminal, options, challenge, [
    sayer(options)(
      `Bacakan kepada Dinas: stasiun ${station}, nomor ${n}. Sisa kode: ${left}.`,
      `Read out to the Dinas: station ${station}, number ${n}. Codes left: ${left}.`,
    ),
  ])
}
