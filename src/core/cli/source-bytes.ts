import { readFile } from 'node:fs/promises'
import { utf8 } from '../../lib/bytes.ts'
import { faultOfErrno } from '../../lib/fault.ts'
import type { Terminal } from './terminal.ts'

/** A name that can only mean a file: nobody pastes it for a QR's text. */
const FILE_NAME = /\.(png|jpe?g|pdf|txt)$/i
/** What opening a text as a file answers. */
const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'])

/** The bytes that a person means: `-` is standard input, a path is that file, anything else is a QR's text itself. */
export async function sourceBytes(terminal: Terminal, source: string): Promise<Uint8Array> {
  if (source === '-') return terminal.input()
  try {
    return await readFile(source)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (NO_FILE.has(code) && !FILE_NAME.test(source)) return utf8(source)
    throw faultOfErrno(error, 'read', source)
  }
}
