import { decrypt } from '../../lib/age.ts'
import { isFault } from '../../lib/fault.ts'
import type { Station } from '../station.ts'
import { recordAct } from './record-act.ts'

/**
 * Opens keys that came with a restore or from another station by the Dinas' recovery identity, so that their values show on this machine
 * again. What was destroyed stays destroyed; keys that are wrapped to another identity stay locked. An act itself.
 * @param identity AGE-SECRET-KEY-1...
 * @returns how many keys were opened
 */
export async function unlockValues(station: Station, identity: string): Promise<number> {
  return station.write.transaction((tx) => {
    const locked = tx.all<{ id: string; wrapped: Uint8Array }>(
      `SELECT id, wrapped FROM audit_key WHERE wrapped IS NOT NULL AND id NOT IN (SELECT id FROM audit_key_here)
         AND id NOT IN (SELECT key FROM audit_gone)`,
    )
    let opened = 0
    for (const { id, wrapped } of locked) {
      const key = openedBy(wrapped, identity)
      if (!key) continue
      tx.run('INSERT INTO audit_key_here (id, bytes) VALUES (?, ?)', [id, key])
      opened++
    }
    recordAct(tx, station, 'audit.unlocked', station.epoch.id, { keys: opened })
    return opened
  })
}

function openedBy(wrapped: Uint8Array, identity: string): Uint8Array | null {
  try {
    return decrypt(wrapped, { identities: [identity] })
  } catch (error) {
    // Of another Dinas, or damaged: the values stay locked, and nothing else depends on them.
    if (isFault(error)) return null
    throw error
  }
}
