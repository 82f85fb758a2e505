import { readFileSync, rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signProfile } from '../../formats/profile/profile.ts'
import { generateSigningKey, parseSecretKey, type SigningKey } from '../../lib/minisign.ts'
import { setLocal } from '../db/local.ts'
import { offerProfile } from '../settings/index.ts'
import { withOpenStation } from './open-station.ts'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-profile-cli-'))
const station = join(base, 'station')
const of = (...args: string[]) => ['profile', ...args, '--station', station]
afterAll(() => rmSync(base, { recursive: true, force: true }))

const root = () => parseSecretKey(readFileSync(join(base, 'dinas/root.key'), 'utf8'))

/** What the answer of a site brought along. */
const offered = (serial: number, by: SigningKey) =>
  withOpenStation({ station, account: 'penyelia' }, (open) =>
    open.write.transaction((tx) => {
      const fields = { ...open.profile, serial, thresholds: { finger: 55, iris: 65 } }
      const { code } = open.profile.sites[0]!
      return offerProfile(tx, open, signProfile(fields, by), code)
    }),
  )

beforeAll(async () => {
  await rekam('init', '--demo', '--station', station)
}, 120_000)

test('a profile that came along with an answer is listed with its judgement, and installed by an administrator alone', {
  timeout: 120_000,
}, async () => {
  expect(await rekam(...of('list'))).toMatchObject({ code: 0, out: 'Tidak ada profil yang menunggu.' })
  expect(await offered(7, root())).toBe(7)
  const listed = await rekam(...of('list'))
  expect(listed.out.split('\n')).toEqual([
    expect.stringMatching(/^Profil nomor 7, dibawa jawaban dari .+, \d{4}-/),
    'Yang berubah: ambang mutu',
    'Sah: bertanda tangan Dinas yang dikenal. Pasang dengan: rekam profile install --waiting 7',
  ])
  expect((await rekam(...of('list', '--lang', 'en'))).out).toContain('What changes: quality thresholds')
  expect((await rekam(...of('list', '--json'))).json()).toMatchObject({
    waiting: { serial: 7, changes: ['thresholds'], refused: null },
  })

  for (const account of ['penyelia', 'teknisi'])
    expect((await rekam(...of('install', '--waiting', '7', '--account', account))).err).toContain(
      'ACCOUNT-ROLE',
    )
  expect((await rekam(...of('install', '--waiting', '8'))).err).toContain('NOT-FOUND')
  expect((await rekam(...of('install', '--waiting', 'x'))).err).toContain('INPUT-INVALID')
  expect(await rekam(...of('install'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('CLI-PROFILE-INSTALL') as string,
  })

  const installed = await rekam(...of('install', '--waiting', '7', '--lang', 'en'))
  expect(installed.out).toContain('Profile number 7 is in force.')
  expect((await rekam(...of('list', '--json'))).json()).toEqual({ waiting: null })
  const acts = await withOpenStation({ station, account: 'penyelia' }, async ({ read }) =>
    read.all("SELECT actor, act FROM audit WHERE act IN ('profile.offered', 'profile.installed')"),
  )
  expect(acts).toEqual([
    { actor: 'penyelia', act: 'profile.offered' },
    { actor: 'administrator', act: 'profile.installed' },
  ])
})

test('one that no longer holds is said to be refused, and is not installed', {
  timeout: 120_000,
}, async () => {
  expect(await offered(8, root())).toBe(8)
  await withOpenStation({ station, account: 'penyelia' }, (open) =>
    open.write.transaction((tx) => {
      const { bytes, signature } = signProfile({ ...open.profile, serial: 9 }, generateSigningKey())
      const kept = {
        bytes: new TextDecoder().decode(bytes),
        signature,
        from: 'mmu',
        at: '2026-11-29T01:00:00Z',
      }
      setLocal(tx, 'profile-waiting', JSON.stringify(kept))
    }),
  )
  const listed = await rekam(...of('list'))
  expect(listed).toMatchObject({ code: 1, out: expect.stringContaining('(PROFILE-UNTRUSTED)') as string })
  expect((await rekam(...of('install', '--waiting', '9'))).err).toContain('PROFILE-UNTRUSTED')
})
