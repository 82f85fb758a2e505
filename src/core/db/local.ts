import type { ReadDb, WriteTx } from './handles.ts'

/** What this machine alone keeps (table `local`): never replicated, never on a disk. */
export type LocalKey =
  | 'root'
  /** age recipient that keys/ is wrapped to. */
  | 'recovery'
  | 'opened'
  | 'last-seen'
  | 'checked-full'
  | 'check-failed'
  | 'audit-head'
  | 'scan-folder'
  | 'upload-line'
  | 'print-choice'
  | 'resident-columns'
  | 'packets-looked'
  /** A profile that came along with an answer and waits for an administrator. */
  | 'profile-waiting'
  | `pin:${string}`
  | `scanner:${'finger' | 'iris'}`
  | `backup:${string}`
  | `verify:${string}`
  | `pairing:${string}`
  | `bag-making:${string}`
  | `bag-orders:${string}`
  | `site-heard:${string}`

/** The value, or undefined. */
export function localValue(read: ReadDb, key: LocalKey): string | undefined {
  return read.get<{ value: string }>('SELECT value FROM local WHERE key = ?', [key])?.value
}

export function setLocal(tx: WriteTx, key: LocalKey, value: string): void {
  tx.run(
    'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, value],
  )
}

export function forgetLocal(tx: WriteTx, key: LocalKey): void {
  tx.run('DELETE FROM local WHERE key = ?', [key])
}

/** Secrets of this machine (table `local_secret`). They are never backed up: a restored station makes new ones. */
export type SecretName = 'signing' | 'letter' | 'state-identity'

export function localSecret(read: ReadDb, name: SecretName): Uint8Array | undefined {
  return read.get<{ bytes: Uint8Array }>('SELECT bytes FROM local_secret WHERE name = ?', [name])?.bytes
}

export function setLocalSecret(tx: WriteTx, name: SecretName, bytes: Uint8Array): void {
  tx.run(
    'INSERT INTO local_secret (name, bytes) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes',
    [name, bytes],
  )
}
