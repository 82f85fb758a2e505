import { startThread } from '../../lib/thread.ts'
import type { Station } from '../station.ts'
import type { AuditVerdict } from './verify.ts'

/** What the thread is given: with the store's key it opens a connection of its own, which only reads. */
export interface VerifyJob {
  readonly store: string
  readonly key: Uint8Array
}

/** `verifyAudit` beside the core: a station of years has a million acts, and others are answered meanwhile. */
export async function verifyAside({ paths, keys }: Pick<Station, 'paths' | 'keys'>): Promise<AuditVerdict> {
  const thread = startThread(new URL('./verify.worker.ts', import.meta.url))
  try {
    return await thread.run<AuditVerdict>('verify', {
      store: paths.store,
      key: keys.store,
    } satisfies VerifyJob)
  } finally {
    await thread.close()
  }
}
