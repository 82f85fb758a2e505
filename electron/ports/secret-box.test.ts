import { expect, test, vi } from 'vitest'
import { hasSecretBox } from './secret-box.ts'

vi.mock('electron', () => ({ safeStorage: {} }))

type Storage = Parameters<typeof hasSecretBox>[1]
const storage = (available: boolean, backend?: string, prefix = 'v11'): Storage =>
  ({
    isEncryptionAvailable: () => available,
    encryptString: (text: string) => Buffer.from(prefix + text),
    ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
  }) as unknown as Storage

test.each([
  ['win32', storage(true), true],
  ['win32', storage(false), false],
  ['linux', storage(false, 'gnome_libsecret'), false],
  ['linux', storage(true, 'gnome_libsecret'), true],
  ['linux', storage(true, 'kwallet6'), true],
  ['linux', storage(true, 'basic_text'), false],
  ['linux', storage(true, 'unknown'), false],
  // Electron 25 cannot be asked for the backend: the seal shows it.
  ['linux', storage(true, undefined, 'v11'), true],
  ['linux', storage(true, undefined, 'v10'), false],
] as const)('%s, case %#', (platform, given, wanted) => {
  expect(hasSecretBox(platform, given)).toBe(wanted)
})
