import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { faultOfErrno } from '../../lib/fault.ts'
import { refuse } from '../refuse.ts'

/** The passphrase file that `init --demo` puts beside a demo station. */
export function demoPassphraseFile(station: string): string {
  return join(dirname(station), 'sandi-contoh.txt')
}

/**
 * The passphrase from a file: never from an argument, which every process of the machine can read. Looks at --passphrase-file, then at
 * the file that REKAM_PASSPHRASE_FILE names, then at a demo's own. The first line counts.
 */
export async function passphraseFrom(file: string | undefined, station: string): Promise<string> {
  const demo = demoPassphraseFile(station)
  const path = file ?? process.env['REKAM_PASSPHRASE_FILE'] ?? (existsSync(demo) ? demo : undefined)
  if (path === undefined) throw refuse('CLI-PASSPHRASE-FILE')
  return firstLine(path)
}

/** The first line of a file that holds a secret. */
export async function firstLine(path: string): Promise<string> {
  return (await readText(path)).split(/\r?\n/, 1)[0] ?? ''
}

/** A small text file. Faults FILE-MISSING, FILE-IO. */
export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString('utf8')
}

/** A small file. Faults FILE-MISSING, FILE-IO. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}
