import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isFault } from '../../../lib/fault.ts'
import { startThread, type Thread } from '../../../lib/thread.ts'
import { refuse } from '../../refuse.ts'
import { openPkcs12 } from '../../suket/office/p12.ts'
import type { Decoder } from './decoder.ts'

const PASSPHRASE = 'sandi kantor'
/** As in `openPkcs12`, where each file has a thread of its own. */
const LATE_MS = 20_000

/** Certificate files of one office: as openssl makes them, and ones with nothing around what lies inside. */
function certificateFiles(): { usual: Uint8Array; bare: Uint8Array[] } {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-p12-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const made = (...how: string[]) => {
    const own = ['-inkey', 'k', '-in', 'c', '-out', 'p12', '-passout', `pass:${PASSPHRASE}`]
    openssl('pkcs12', '-export', ...own, ...how)
    return new Uint8Array(readFileSync(join(folder, 'p12')))
  }
  try {
    const own = ['-nodes', '-subj', '/CN=Dinas Contoh', '-days', '3650', '-keyout', 'k', '-out', 'c']
    openssl('req', '-x509', '-newkey', 'rsa:2048', ...own)
    const bare = [
      made('-nomac', '-certpbe', 'NONE', '-keypbe', 'NONE'),
      made('-nomac', '-certpbe', 'NONE', '-iter', '1'),
      made('-iter', '1'),
    ]
    return { usual: made(), bare }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

let thread: Thread | undefined

/** Reads in a thread that goes on to the next file; one that is late or dies of a file is replaced. */
async function readInOneThread(bytes: Uint8Array): Promise<unknown> {
  thread ??= startThread(new URL('../../suket/office/p12.worker.ts', import.meta.url), {
    maxOldGenerationSizeMb: 200,
  })
  const here = thread
  const giveUp = () => {
    if (thread === here) thread = undefined
    void here.close()
  }
  const late = setTimeout(giveUp, LATE_MS)
  try {
    return await here.run('read', { bytes, passphrase: PASSPHRASE })
  } catch (cause) {
    if (isFault(cause)) throw cause
    giveUp()
    throw refuse('SUKET-OFFICE-FILE', {}, cause)
  } finally {
    clearTimeout(late)
  }
}

/** The certificate file of an office: whole, each in a thread of its own, and what lies within, which a wrong digest around it would hide. */
export function certificates(): Decoder[] {
  const { usual, bare } = certificateFiles()
  return [
    {
      name: 'certificate file of an office',
      sound: [usual],
      oneIn: 20,
      read: (bytes) => openPkcs12(bytes, PASSPHRASE),
    },
    { name: 'certificate file, inside', sound: bare, read: readInOneThread },
  ]
}
