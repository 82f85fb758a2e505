import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { utf8 } from '../../lib/bytes.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import {
  demoDinasFolder,
  demoStation,
  makeStation,
  REQUEST_FILE,
  stationFromProfile,
  stationPaths,
} from '../settings/index.ts'
import { refuse } from '../refuse.ts'
import { demoPassphraseFile, passphraseFrom } from './secrets.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { portsOf, RESOURCES } from './with-station.ts'

export interface InitOptions extends Common {
  readonly station: string
  readonly profile?: string
  readonly passphraseFile?: string
  readonly demo?: boolean
  readonly code?: string
  readonly mmu?: string
  readonly batam?: string
}

/** A demo's passphrase: random, in a file beside the station, and said so. A real station's is brought by a person. */
async function demoPassphrase(folder: string): Promise<void> {
  const path = demoPassphraseFile(folder)
  if (existsSync(path)) return
  await replaceDurably(path, utf8(`${randomBytes(12).toString('base64url')}\n`))
}

/** `rekam init`: makes a station from the Dinas' signed profile, or with --demo from a sample one. */
export async function init(terminal: Terminal, options: InitOptions): Promise<void> {
  const folder = resolve(options.station)
  const ports = portsOf({})
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!options.demo && options.profile === undefined) throw refuse('CLI-PROFILE')
  if (options.demo) await demoPassphrase(folder)
  const urls = options.mmu && options.batam ? { mmu: options.mmu, batam: options.batam } : undefined
  const source = options.demo
    ? await demoStation(demoDinasFolder(folder), ports, { code: options.code, urls })
    : await stationFromProfile(resolve(options.profile ?? ''))
  const passphrase = await passphraseFrom(options.passphraseFile, folder)
  const { epoch, certified } = await makeStation(stationPaths(folder, RESOURCES), ports, {
    ...source,
    passphrase,
  })
  const request = certified ? null : join(folder, 'keys', REQUEST_FILE)
  print(
    terminal,
    options,
    { station: folder, epoch, certified, request, dinas: options.demo ? demoDinasFolder(folder) : null },
    [
      `Stasiun dibuat: ${folder}`,
      ...(options.demo
        ? [`Dinas contoh: ${demoDinasFolder(folder)}`, `Kata sandi contoh: ${demoPassphraseFile(folder)}`]
        : [`Kirim berkas permintaan ini kepada Dinas untuk disahkan: ${request}`]),
    ],
  )
}
