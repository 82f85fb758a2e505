// Main process. Wraps small secrets with the key store of the operating system (Credential Manager's DPAPI, Keychain,
// libsecret, KWallet). The synchronous calls are used because Electron 25 has no others.
import { safeStorage } from 'electron'
import { Refusal } from './refusal.ts'

/**
 * False where there is none worth the name: on a Linux without keyring Chromium falls back to a key that stands in its
 * own source ('basic_text'), and the core asks for a passphrase instead. Ask after the app is ready.
 */
export function hasSecretBox(platform: NodeJS.Platform = process.platform, storage = safeStorage): boolean {
  if (!storage.isEncryptionAvailable()) return false
  if (platform !== 'linux') return true
  if ('getSelectedStorageBackend' in storage) {
    return !['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend())
  }
  // Before it could be asked: what a real key store sealed begins with v11, what the known key sealed with v10.
  return (storage as Electron.SafeStorage).encryptString('probe').subarray(0, 3).toString('latin1') === 'v11'
}

/** Bytes go in as base64, since safeStorage takes text. */
export async function sealSecret(plain: Uint8Array): Promise<Uint8Array> {
  return safeStorage.encryptString(Buffer.from(plain).toString('base64'))
}

/** @throws Refusal SECRET-UNREADABLE when another user, machine or keyring sealed it */
export async function openSecret(sealed: Uint8Array): Promise<Uint8Array> {
  try {
    return Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64')
  } catch (error) {
    throw new Refusal('SECRET-UNREADABLE', error)
  }
}
