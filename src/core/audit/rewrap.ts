import { encrypt } from '../../lib/age.ts'
import { shred } from '../../lib/bytes.ts'
import type { Station } from '../station.ts'

/** Keys in one transaction: each is wrapped in about a third of a millisecond. */
const BATCH = 200

/**
 * Wraps the keys of kept values that are on this machine to another recovery recipient: what travels from now on opens by it. Interrupted, some
 * are wrapped to the old one still; whoever calls does it again. Keys that only the old identity opens stay as they are.
 */
export async function rewrapValueKeys(
  { read, write }: Pick<Station, 'read' | 'write'>,
  recovery: string,
): Promise<void> {
  for (let after = ''; ; ) {
    const keys = read.all<{ id: string; bytes: Uint8Array }>(
      `SELECT h.id, h.bytes FROM audit_key_here h JOIN audit_key k ON k.id = h.id
       WHERE h.id > ? AND k.destroyed_at IS NULL ORDER BY h.id LIMIT ${BATCH}`,
      [after],
    )
    const last = keys.at(-1)
    if (!last) return
    await write.transaction((tx) => {
      for (const { id, bytes } of keys) {
        const { sealed, fileKey } = encrypt(bytes, { recipients: [recovery] })
        shred(fileKey)
        tx.run('UPDATE audit_key SET wrapped = ? WHERE id = ? AND destroyed_at IS NULL', [sealed, id])
      }
    })
    after = last.id
  }
}
