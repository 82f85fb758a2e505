import { resolve } from 'node:path'
import { changePassphrase } from '../account/index.ts'
import { openDesk } from '../open-core-desk.ts'
import { refuse } from '../refuse.ts'
import { stationExists, stationPaths } from '../settings/index.ts'
import { firstLine } from './secrets.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { portsOf, RESOURCES, type StationOptions, withStation } from './with-station.ts'

/** `rekam account passphrase`: the account that opens the station gets a new password. */
export async function accountPassphrase(
  terminal: Terminal,
  options: Common & StationOptions & { newPassphraseFile: string },
): Promise<void> {
  const passphrase = await firstLine(resolve(options.newPassphraseFile))
  const account = await withStation(options, async (station) => {
    await changePassphrase(station, passphrase)
    return station.actor.account
  })
  print(terminal, options, { account }, [`Kata sandi ${account} diganti.`])
}

export interface ResetOptions extends Common {
  readonly station: string
  readonly account: string
  readonly slot: string
  readonly codeFile: string
  readonly newPassphraseFile: string
}

/** `rekam account reset`: a forgotten password, by a one-time code that the Dinas gave for the number. */
export async function accountReset(terminal: Terminal, options: ResetOptions): Promise<void> {
  const n = Number(options.slot)
  const folder = resolve(options.station)
  const paths = stationPaths(folder, RESOURCES)
  if (!Number.isInteger(n)) throw refuse('INPUT-INVALID', { why: `--slot ${options.slot}` })
  if (!stationExists(paths)) throw refuse('STATION-MISSING', { path: folder })
  const code = await firstLine(resolve(options.codeFile))
  const passphrase = await firstLine(resolve(options.newPassphraseFile))
  const ports = portsOf({})
  const desk = await openDesk(ports, { station: folder, resources: RESOURCES }, [])
  try {
    const door = desk.door()
    if (door.door === 'broken')
      throw refuse(door.code === 'STORE-IN-USE' ? door.code : 'ACCOUNT-SLOTS-DAMAGED')
    await desk.reset({ n, code }, options.account, passphrase)
  } finally {
    await desk.close()
  }
  print(terminal, options, { account: options.account, slot: n }, [
    `Kata sandi ${options.account} diatur ulang; kode nomor ${n} tidak berlaku lagi.`,
  ])
}
