import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ran, rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-cli-'))
const station = join(base, 'station')
const of = (...args: string[]) => [...args, '--station', station]
let made: Ran
beforeAll(async () => {
  made = await rekam('init', ...of('--demo', '--json'))
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

test('answers one object', () => {
  expect(made.code).toBe(0)
  expect(made.json()).toMatchObject({ station, code: '5272-01-A', certified: true, request: null })
})

test('says of the demo that it is one, and where its keys and its password lie', async () => {
  const other = await rekam('init', '--station', join(base, 'second'), '--demo', '--code', '5272-01-B')
  expect(other.out).toContain('CONTOH')
  expect(other.out).toContain(join(base, 'dinas'))
  expect(other.out).toContain(join(base, 'sandi-contoh.txt'))
  expect(statSync(join(base, 'sandi-contoh.txt')).mode & 0o077).toBe(0)
}, 60_000)

test('never makes a station where one is', async () => {
  const before = readFileSync(join(station, 'rekam.db'))
  expect((await rekam('init', ...of('--demo'))).err).toContain('STATION-EXISTS')
  expect(readFileSync(join(station, 'rekam.db')).equals(before)).toBe(true)
})

test('from a profile asks for a certificate, and counts once the Dinas answered', async () => {
  const folder = join(base, 'from-profile')
  const password = join(base, 'password')
  writeFileSync(password, 'kata sandi penyelia\n')
  const who = ['--station', folder, '--passphrase-file', password]
  const asked = await rekam('init', ...who, '--profile', join(base, 'dinas/profile.json'), '--json')
  const { request, certified } = asked.json<{ request: string; certified: boolean }>()
  expect(certified).toBe(false)
  const out = join(base, 'answer.jsn')
  const root = join(base, 'dinas/root.key')
  expect((await rekam('keys', 'certify', '--request', request, '--root-key', root, '--out', out)).code).toBe(
    0,
  )
  expect((await rekam('keys', 'install', ...who, '--certificate', out)).code).toBe(0)
  // The answer to one station is none for another.
  expect((await rekam('keys', 'install', ...of('--certificate', out))).err).toContain('CERTIFICATE-UNTRUSTED')
  const installed = await rekam(
    'profile',
    'install',
    ...who,
    '--profile',
    join(base, 'dinas/profile.json'),
    '--json',
  )
  expect(installed.json()).toEqual({ serial: 1, letters: true, former: [] })
}, 60_000)

test('a demo trusts the scanners whose root it is given', async () => {
  const other = join(base, 'with-scanners')
  const root = join(base, 'root.der')
  writeFileSync(root, 'DER')
  const demo = ['--demo', '--station', join(other, 'station'), '--scanner-root']
  expect((await rekam('init', ...demo, join(base, 'nothing.der'))).err).toContain('FILE-MISSING')
  expect((await rekam('init', ...demo, root)).code).toBe(0)
  const profile = JSON.parse(readFileSync(join(other, 'dinas/profile.json'), 'utf8')) as { devices: unknown }
  expect(profile.devices).toEqual({ anchors: [Buffer.from('DER').toString('base64')] })
}, 60_000)

test('needs a profile or --demo, both sites or none', async () => {
  const nowhere = ['--station', join(base, 'nowhere')]
  expect(await rekam('init', ...nowhere)).toMatchObject({ code: 2 })
  expect(await rekam('init', ...nowhere, '--demo', '--mmu', 'http://127.0.0.1:1')).toMatchObject({
    code: 2,
  })
  expect(readdirSync(base)).not.toContain('nowhere')
})
