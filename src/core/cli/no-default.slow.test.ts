// A new station is opened by the password that a person brought, and by nothing that stands in the program.
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openByPassphrase, readSlotsFile } from '../account/index.ts'
import { plainSlots } from '../account/slots.ts'
import { PRACTICE_PASSPHRASE } from '../practice-mark.ts'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-no-default-'))
const at = (...parts: string[]) => join(base, ...parts)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const ROOT = join(import.meta.dirname, '../../..')

/** What somebody would try: what the program calls passwords and accounts, and what everybody tries. */
const TRIED = [
  PRACTICE_PASSPHRASE,
  ...'password 12345678 rekam rekam123 penyelia teknisi administrator operator admin123 sandi contoh dukcapil ktp-el'.split(
    ' ',
  ),
  ...globSync('src/core/{account,settings,practice}/*.ts', { cwd: ROOT })
    .filter((path) => !path.includes('.test.'))
    .flatMap((path) =>
      Array.from(readFileSync(join(ROOT, path), 'utf8').matchAll(/'([^'\n]{8,40})'/g), ([, text]) => text!),
    )
    // A try costs half a second: places of modules, codes of refusals and names of events are left out.
    .filter((text) => !/\/|[A-Z]{2}|^[a-z]+\.[a-zA-Z.]+$|[(){}]/.test(text)),
]

test('none is made where none is brought, and a demo has another each time', {
  timeout: 300_000,
}, async () => {
  for (const name of ['a', 'b'])
    expect((await rekam('init', '--demo', '--station', at(name, 'station'))).code).toBe(0)
  const own = (name: string) => readFileSync(at(name, 'sandi-contoh.txt'), 'utf8').trim()
  expect(own('a')).not.toBe(own('b'))
  expect(own('a').length).toBeGreaterThanOrEqual(16)
  const profile = ['--profile', at('a', 'dinas/profile.json')]
  const none = await rekam('init', '--station', at('c', 'station'), ...profile)
  expect(none.err).toContain('CLI-PASSPHRASE-FILE')
  writeFileSync(at('known'), `${PRACTICE_PASSPHRASE}\n`)
  const known = await rekam(
    'init',
    '--station',
    at('c', 'station'),
    ...profile,
    '--passphrase-file',
    at('known'),
  )
  expect(known.err).toContain('ACCOUNT-WEAK-PASSPHRASE')
  expect(existsSync(at('c', 'station', 'keys', 'slots.json'))).toBe(false)
})

test('nothing that stands in the program opens a slot of it', { timeout: 600_000 }, async () => {
  const slots = await readSlotsFile(at('a', 'station', 'keys'))
  const accounts = plainSlots(slots).accounts.map(({ account }) => account)
  expect(accounts.toSorted()).toEqual(['administrator', 'penyelia', 'teknisi'])
  const tried = [...new Set(TRIED)]
  expect(tried.length).toBeGreaterThan(40)
  for (const passphrase of tried)
    await expect(openByPassphrase(slots, 'penyelia', passphrase, null)).rejects.toThrow(
      'ACCOUNT-WRONG-PASSPHRASE',
    )
  for (const account of accounts)
    await expect(openByPassphrase(slots, account, account, null)).rejects.toThrow('ACCOUNT-WRONG-PASSPHRASE')
})
