import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readProfile } from '../../formats/profile/profile.ts'
import { keyIdText } from '../../formats/trust/comment.ts'
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
import { openDesk } from '../open-core-desk.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import { demoPassphraseFile, passphraseFrom, readBytes } from './secrets.ts'
import { type Common, print, type Say, sayer, type Terminal } from './terminal.ts'
import { portsOf, RESOURCES } from './with-station.ts'

export interface InitOptions extends Common {
  readonly station: string
  readonly profile?: string
  readonly passphraseFile?: string
  readonly demo?: boolean
  readonly code?: string
  readonly mmu?: string
  readonly batam?: string
  readonly scannerRoot?: string
}

/** A demo's passphrase: random, in a file beside the station, and said so. A real station's is brought by a person. */
async function demoPassphrase(folder: string): Promise<void> {
  const path = demoPassphraseFile(folder)
  if (existsSync(path)) return
  await replaceDurably(path, utf8(`${randomBytes(12).toString('base64url')}\n`))
}

/** `rekam init`: makes a station from the Dinas' signed profile, or with --demo from a sample one. */
export async function init(terminal: Terminal, options: InitOptions): Promise<void> {
  if (!options.demo && options.profile === undefined) throw refuse('CLI-PROFILE')
  if ((options.mmu === undefined) !== (options.batam === undefined)) throw refuse('CLI-SITES')
  const folder = resolve(options.station)
  const ports = portsOf({})
  const desk = await openDesk(ports, { station: folder, resources: RESOURCES }, [])
  try {
    const door = desk.door()
    if (door.door === 'broken' && door.code === 'STORE-IN-USE') throw refuse(door.code)
    const made = await make(folder, ports, options)
    print(terminal, options, made, linesOf(made, options.demo ?? false, sayer(options)))
  } finally {
    await desk.close()
  }
}

interface Made {
  readonly station: string
  readonly code: string
  readonly epoch: string
  readonly certified: boolean
  /** Id of the Dinas root that is pinned from now on: to be compared with what the Dinas published. */
  readonly root: string
  readonly request: string | null
  readonly dinas: string | null
}

async function make(folder: string, ports: Ports, options: InitOptions): Promise<Made> {
  if (options.demo) await demoPassphrase(folder)
  const urls = options.mmu && options.batam ? { mmu: options.mmu, batam: options.batam } : undefined
  const { scannerRoot } = options
  const anchors = scannerRoot === undefined ? undefined : [await readBytes(resolve(scannerRoot))]
  const source = options.demo
    ? await demoStation(demoDinasFolder(folder), ports, { code: options.code, urls, anchors })
    : await stationFromProfile(resolve(options.profile ?? ''))
  const passphrase = await passphraseFrom(options.passphraseFile, folder)
  const { epoch, certified } = await makeStation(stationPaths(folder, RESOURCES), ports, {
    ...source,
    passphrase,
  })
  return {
    station: folder,
    code: readProfile(source.profile.bytes).station.code,
    epoch,
    certified,
    root: keyIdText(source.root.keyId),
    request: certified ? null : join(folder, 'keys', REQUEST_FILE),
    dinas: options.demo ? demoDinasFolder(folder) : null,
  }
}

function linesOf(made: Made, demo: boolean, say: Say): string[] {
  return [
    say(`Stasiun ${made.code} dibuat: ${made.station}`, `Station ${made.code} was made: ${made.station}`),
    say(`Kunci induk Dinas: ${made.root}`, `Root key of the Dinas: ${made.root}`),
    ...(made.request === null
      ? []
      : [
          say(
            `Kirim berkas permintaan ini kepada Dinas untuk disahkan: ${made.request}`,
            `Send this request file to the Dinas to be certified: ${made.request}`,
          ),
        ]),
    ...(demo
      ? [
          say(
            `CONTOH: Dinas contoh beserta semua kuncinya: ${made.dinas}`,
            `SAMPLE: the sample Dinas with all its keys: ${made.dinas}`,
          ),
          say(
            `CONTOH: kata sandi semua akun: ${demoPassphraseFile(made.station)}`,
            `SAMPLE: the password of all accounts: ${demoPassphraseFile(made.station)}`,
          ),
        ]
      : []),
  ]
}
