import { resolve } from 'node:path'
import { changePassphrase, readSlotsFile } from '../account/index.ts'
import type { ResetProof } from '../context.ts'
import { openDesk } from '../open-core-desk.ts'
import { refuse } from '../refuse.ts'
import { stationExists, stationPaths } from '../settings/index.ts'
import { type RecoveryOptions, recoveryOf } from './keys-shares.ts'
import { firstLine } from './secrets.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { portsOf, RESOURCES, type StationOptions, withStation } from './with-station.ts'

/** `rekam account passphrase`: the account that opens the station gets a new password. */
export async function accountPassphrase(
  terminal: Terminal,
  options: Common & StationOptions & { newPassphraseFile: string },
): Promise<void> {
  const passphrase = await firstLine(resolve(options.newPassphraseFile))
  const account = await withStation(options, 'account passphrase', async (station) => {
    await changePassphrase(station, passphrase)
    return station.actor.account
  })
  print(terminal, options, { account }, [
    sayer(options)(`Kata sandi ${account} diganti.`, `The password of ${account} was changed.`),
  ])
}

export interface ResetOptions extends Common, RecoveryOptions {
  readonly station: string
  readonly account: string
  readonly slot?: string
  readonly codeFile?: string
  readonly newPassphraseFile: string
}

/** CLI-RESET-PROOF where neither a code with its number nor the recovery key is named. */
async function proofOf(options: ResetOptions): Promise<ResetProof> {
  const { slot, codeFile, identity, share } = options
  if (identity !== undefined || share !== undefined) return { identity: await recoveryOf(options) }
  if (slot === undefined || codeFile === undefined) throw refuse('CLI-RESET-PROOF')
  const n = Number(slot)
  if (!Number.isInteger(n)) throw refuse('INPUT-INVALID', { why: `--slot ${slot}` })
  return { n, code: await firstLine(resolve(codeFile)) }
}

/** Whether passwords of this station are bound to a key store, and this one is not: the terminal reaches none. */
async function isUnbound(keys: string, account: string): Promise<boolean> {
  const { machine, accounts } = await readSlotsFile(keys)
  return machine !== null && accounts.some((one) => one.account === account && !one.machine)
}

/** `rekam account reset`: a forgotten password, by a one-time code that the Dinas gave for the number, or by its recovery key. */
export async function accountReset(terminal: Terminal, options: ResetOptions): Promise<void> {
  const { account } = options
  const folder = resolve(options.station)
  const paths = stationPaths(folder, RESOURCES)
  const by = await proofOf(options)
  if (!stationExists(paths)) throw refuse('STATION-MISSING', { path: folder })
  const passphrase = await firstLine(resolve(options.newPassphraseFile))
  const ports = portsOf({})
  const desk = await openDesk(ports, { station: folder, resources: RESOURCES }, [])
  try {
    const door = desk.door()
    if (door.door === 'broken')
      throw refuse(door.code === 'STORE-IN-USE' ? door.code : 'ACCOUNT-SLOTS-DAMAGED')
    await desk.reset(by, account, passphrase)
  } finally {
    await desk.close()
  }
  const slot = 'code' in by ? by.n : null
  const unbound = await isUnbound(paths.keys, account)
  const say = sayer(options)
  print(terminal, options, { account, slot, unbound }, [
    slot === null
      ? say(
          `Kata sandi ${account} diatur ulang dengan kunci pemulihan Dinas.`,
          `The password of ${account} was reset by the Dinas' recovery key.`,
        )
      : say(
          `Kata sandi ${account} diatur ulang; kode nomor ${slot} tidak berlaku lagi.`,
          `The password of ${account} was reset; code number ${slot} counts no more.`,
        ),
    ...(unbound
      ? [
          say(
            'Kata sandi ini terikat pada komputer sejak dipakai di jendela Rekam.',
            "This password is bound to the computer once it is used in Rekam's window.",
          ),
        ]
      : []),
  ])
}
