import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolders } from '../../testing/temp.ts'
import { openPkcs12 } from './p12.ts'

const temp = tempFolders()

/** A certificate file whose passphrase is stretched so many times. */
function fileOf(rounds: number): Uint8Array {
  const cwd = temp()
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' })
  const own = ['-nodes', '-subj', '/CN=Dinas Contoh', '-days', '3650', '-keyout', 'k', '-out', 'c']
  openssl('req', '-x509', '-newkey', 'rsa:2048', ...own)
  const slow = ['-iter', String(rounds), '-passout', 'pass:sandi kantor']
  openssl('pkcs12', '-export', '-inkey', 'k', '-in', 'c', '-out', 'p12', ...slow)
  return new Uint8Array(readFileSync(join(cwd, 'p12')))
}

test('a certificate file that is made to be slow is given up, and holds nothing else up meanwhile', async () => {
  expect((await openPkcs12(fileOf(2048), 'sandi kantor')).chain).toHaveLength(1)
  let beats = 0
  const clock = setInterval(() => void beats++, 20)
  await expect(openPkcs12(fileOf(20_000_000), 'sandi kantor', 1500)).rejects.toMatchObject({
    code: 'SUKET-OFFICE-FILE',
  })
  clearInterval(clock)
  expect(beats).toBeGreaterThan(10)
})
