import { createPrivateKey } from 'node:crypto'
import { isFault } from '../../../lib/fault.ts'
import { startThread } from '../../../lib/thread.ts'
import { refuse } from '../../refuse.ts'
import type { OfficeKey } from './cades.ts'
import type { Pkcs12 } from './read-p12.ts'

/** Files of certificate authorities take far less; one that is made to be slow is given up. */
const LATE_MS = 20_000

/**
 * Opens the office's certificate file (PKCS#12, RFC 7292): its key, and the chain with the certificate of that key first.
 * SUKET-OFFICE-FILE for anything else, and for what takes longer than `lateMs`; SUKET-OFFICE-PASSPHRASE where the passphrase is not its own.
 */
export async function openPkcs12(
  bytes: Uint8Array,
  passphrase: string,
  lateMs = LATE_MS,
): Promise<OfficeKey> {
  const thread = startThread(new URL('./p12.worker.ts', import.meta.url), { maxOldGenerationSizeMb: 200 })
  const late = setTimeout(() => void thread.close(), lateMs)
  try {
    const { key, chain } = await thread.run<Pkcs12>('read', { bytes, passphrase })
    const opened = createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' })
    return { key: opened, chain: chain.map((one) => Buffer.from(one)) }
  } catch (cause) {
    // Given up, or its thread died of it.
    throw isFault(cause) ? cause : refuse('SUKET-OFFICE-FILE', {}, cause)
  } finally {
    clearTimeout(late)
    await thread.close()
  }
}
