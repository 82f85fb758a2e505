import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cheapPassphrases } from '../../testing/bind-passphrases.ts'

/** Makes the passwords of a demo station cheap to open: its own accounts and these. @param base the folder that holds it with its sample Dinas */
export async function cheapDemo(base: string, ...more: readonly string[]): Promise<void> {
  const passphrase = readFileSync(join(base, 'sandi-contoh.txt'), 'utf8').trim()
  const identity = readFileSync(join(base, 'dinas/recovery.txt'), 'utf8').split('\n')[2] ?? ''
  const accounts = ['penyelia', 'teknisi', 'administrator', ...more].map((account) => ({
    account,
    passphrase,
  }))
  await cheapPassphrases(join(base, 'station/keys'), { identity, accounts })
}
