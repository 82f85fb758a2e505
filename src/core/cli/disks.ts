import { resolve } from 'node:path'
import type { VerifyResult } from '../../contract/backup.ts'
import { notesAt, pairDisk, runBackup, verifyAnywhere, verifyForStation } from '../backup/index.ts'
import { refuse } from '../refuse.ts'
import { backupLines, verdictLines } from './disk-words.ts'
import { readText } from './secrets.ts'
import { typed } from './permissions.ts'
import { type Common, languageOf, print, type Terminal } from './terminal.ts'
import { portsOf, type StationOptions, withStation } from './with-station.ts'

export interface BackupOptions extends Common, StationOptions {
  readonly disk: string
  readonly pair?: 'desk' | 'rotation'
  readonly label?: string
  readonly place?: string
  readonly shared?: boolean
}

/** `rekam backup`: pairs the disk first where --pair says so. */
export async function backup(terminal: Terminal, options: BackupOptions): Promise<void> {
  const mount = resolve(options.disk)
  const result = await withStation(
    options,
    typed('backup', { 'backup --pair': options.pair }),
    async (station) => {
      if (options.pair) {
        const label = options.label ?? (options.pair === 'desk' ? 'Disk meja' : 'Disk rotasi')
        const { pair: kind, place = '', shared = false } = options
        await pairDisk(station, { mount, kind, label, place, shared })
      }
      const notes = await notesAt(station, mount)
      return { ...(await runBackup(station, mount, { thorough: true })), notes }
    },
  )
  print(terminal, options, result, backupLines(result, result.notes, languageOf(options)))
}

export interface VerifyOptions extends Common {
  readonly disk: string
  readonly trust?: string
  readonly drives?: string
  readonly cold?: boolean
  readonly station?: string
  readonly passphraseFile?: string
  readonly account?: string
}

async function verdictOf(options: VerifyOptions, mount: string): Promise<VerifyResult> {
  const { station, cold = false } = options
  if (station !== undefined)
    return withStation({ ...options, station }, 'verify --station', (open) =>
      verifyForStation(open, mount, { cold }),
    )
  if (cold) throw refuse('CLI-COLD')
  const root = options.trust === undefined ? null : await readText(resolve(options.trust))
  return verifyAnywhere(portsOf(options).volumes, { mount, root, station: null })
}

/**
 * `rekam verify`: without any key; the origin is proven only by a root that the verifier brought. With --station under its own root, and
 * written into its register; --cold asks that the medium was away meanwhile. Exit code 1 when it is not sound.
 */
export async function verify(terminal: Terminal, options: VerifyOptions): Promise<number> {
  const found = await verdictOf(options, resolve(options.disk))
  print(terminal, options, found, verdictLines(found, languageOf(options)))
  return found.sound ? 0 : 1
}
