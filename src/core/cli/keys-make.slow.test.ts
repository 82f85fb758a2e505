// The Dinas' tool from nothing: root, letter, sites, a station's profile, and every rotation, each brought by files. Stock minisign judges.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateIdentity } from '../../lib/age.ts'
import { makeSampleDinas, sampleProfile } from '../settings/index.ts'
import { seededRandom } from '../testing/fake-ports.ts'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-dinas-'))
const at = (...parts: string[]) => join(base, ...parts)
afterAll(() => rmSync(base, { recursive: true, force: true }))

const sample = sampleProfile(makeSampleDinas(seededRandom('dinas')))
const issuer = sample.numbers.suket.issuer
const recipients = { datacenter: generateIdentity().recipient, recovery: generateIdentity().recipient }
const told: string[] = []

/** The tool in JSON; what it said is kept, for secrets to be looked for. */
async function keys<T = { files: string[]; keyId: string }>(...args: string[]): Promise<T> {
  const ran = await rekam('keys', ...args, '--json')
  expect(ran.err).toBe('')
  told.push(ran.out)
  return ran.json<T>()
}

/** What the Dinas writes down for its station; `change` as it stands after a rotation. */
function settings(change: object = {}): string {
  const { serial: _, dinas, letterKeys: __, sites, ...rest } = sample
  const { root: ___, ...named } = dinas
  const of = sites.map((site) => ({ ...site, certificate: `sites/${site.code}/site.json` }))
  const all = { ...rest, dinas: named, recipients, sites: of, letterKeys: ['letter/letter.json'], ...change }
  writeFileSync(at('station.json'), JSON.stringify(all, null, 2))
  return at('station.json')
}

const root = (folder = 'root') => ['--root-key', at(folder, 'root.key')]
const sign = (out: string, file: string, ...more: string[]) =>
  keys<{ serial: number }>(
    'profile',
    ...(more.includes('--root-key') ? [] : root()),
    '--settings',
    file,
    '--out',
    at(out),
    ...more,
  )
const station = () => ['--station', at('station'), '--passphrase-file', at('sandi.txt')]
const install = (folder: string) =>
  rekam('profile', 'install', ...station(), '--profile', at(folder, 'profile.json'), '--json')
const certify = async (folder: string, out: string) => {
  await rekam(
    'keys',
    'certify',
    '--request',
    at('station/keys/request.json'),
    ...root(folder),
    '--out',
    at(out),
  )
  return rekam('keys', 'install', ...station(), '--certificate', at(out))
}
const stock = (pub: string, file: string) =>
  execFileSync('minisign', ['-V', '-H', '-Q', '-p', at(pub), '-m', at(file)], { encoding: 'utf8' })

describe("the Dinas' tool", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    writeFileSync(at('sandi.txt'), 'kata sandi stasiun\n')
    await keys('root', '--out', at('root'))
    await keys('letter', ...root(), '--issuer', issuer, '--out', at('letter'))
    for (const site of ['mmu', 'batam'])
      await keys('site', ...root(), '--site', site, '--out', at('sites', site))
    await sign('usb', settings(), '--letter-key', at('letter/letter.key'))
    await rekam('init', ...station(), '--profile', at('usb/profile.json'))
  }, 300_000)

  test('makes keys that stock minisign verifies with, each file 0600', () => {
    expect(stock('root/root.pub', 'letter/letter.json')).toMatch(/^rekam:certificate:v1 seq=\d+/)
    expect(stock('root/root.pub', 'sites/mmu/site.json')).toMatch(/^rekam:certificate:v1/)
    expect(stock('root/root.pub', 'usb/profile.json')).toMatch(/^rekam:profile:v1 station=5272-01-A seq=\d+/)
    writeFileSync(at('m'), 'x')
    execFileSync('minisign', ['-S', '-s', at('letter/letter.key'), '-m', at('m')], { stdio: 'ignore' })
    stock('letter/letter.pub', 'm')
    for (const folder of ['root', 'letter', 'sites/mmu', 'usb'])
      for (const name of readdirSync(at(folder)))
        expect([name, statSync(at(folder, name)).mode & 0o777]).toEqual([name, 0o600])
  })

  test('overwrites nothing', async () => {
    const before = readFileSync(at('root/root.key'))
    for (const again of [
      ['root', '--out', at('root')],
      ['letter', ...root(), '--issuer', issuer, '--out', at('letter')],
      ['profile', ...root(), '--settings', settings(), '--out', at('usb')],
    ])
      expect((await rekam('keys', ...again)).err).toContain('FILE-EXISTS')
    expect(readFileSync(at('root/root.key'))).toEqual(before)
  })

  test('names the field of a settings file that is wrong, and signs nothing that another root certified', async () => {
    const refused = async (change: object) =>
      (await rekam('keys', 'profile', ...root(), '--settings', settings(change), '--out', at('never'))).err
    expect(await refused({ station: { ...sample.station, zone: 'Asia/Bima' } })).toContain('station.zone')
    expect(await refused({ lettterKeys: [] })).toContain('lettterKeys')
    expect(await refused({ letterKeys: ['tidak-ada.json'] })).toContain('FILE-MISSING')
    await keys('root', '--out', at('stranger'))
    await keys('letter', ...root('stranger'), '--issuer', issuer, '--out', at('strange'))
    expect(await refused({ letterKeys: ['strange/letter.json'] })).toContain('KEYS-NOT-OURS')
  })

  test('a station begins with it, is certified, and takes a new letter key and the end of the old one', async () => {
    expect((await certify('root', 'answer.jsn')).code).toBe(0)
    const old = await keys(
      'revoke',
      ...root(),
      '--key',
      at('letter/letter.pub'),
      '--after',
      '0',
      '--reason',
      'diganti',
      '--out',
      at('revoked'),
    )
    await keys('letter', ...root(), '--issuer', issuer, '--out', at('letter2'))
    const change = {
      letterKeys: ['letter/letter.json', 'letter2/letter.json'],
      revocations: [`revoked/revoked-${old.keyId}.json`],
    }
    await sign('usb2', settings(change), '--letter-key', at('letter2/letter.key'))
    expect((await install('usb2')).json()).toMatchObject({ letters: true, former: [] })
    expect((await install('usb')).err).toContain('PROFILE-OLDER')
  })

  test('a site with a new key, whose old one ends at a number', async () => {
    await keys('site', ...root(), '--site', 'mmu', '--out', at('sites/mmu2'))
    const { keyId } = await keys(
      'revoke',
      ...root(),
      '--key',
      at('sites/mmu/site.json'),
      '--after',
      '40',
      '--reason',
      'diganti',
      '--out',
      at('revoked'),
    )
    const sites = sample.sites.map((site) => ({
      ...site,
      certificate: site.code === 'mmu' ? 'sites/mmu2/site.json' : 'sites/batam/site.json',
    }))
    await sign('usb3', settings({ sites, revocations: [`revoked/revoked-${keyId}.json`] }))
    expect((await install('usb3')).code).toBe(0)
  })

  test('a new root takes over: the old one names it, and certifies stations no more', async () => {
    await keys('root', '--out', at('root2'))
    await keys('letter', ...root('root2'), '--issuer', issuer, '--out', at('letter3'))
    for (const site of ['mmu', 'batam'])
      await keys('site', ...root('root2'), '--site', site, '--out', at('baru', site))
    const sites = sample.sites.map((site) => ({ ...site, certificate: `baru/${site.code}/site.json` }))
    const change = { sites, letterKeys: ['letter3/letter.json'] }
    const over = ['--next-root', at('root2/root.pub'), '--letter-key', at('letter3/letter.key')]
    const { serial } = await sign('usb4', settings(change), ...over)
    expect((await install('usb4')).code).toBe(0)
    // From now on the old root says nothing here.
    await sign('usb5', settings({}), '--serial', String(serial + 1))
    expect((await install('usb5')).err).toContain('PROFILE-UNTRUSTED')
    expect((await certify('root', 'late.jsn')).err).toContain('CERTIFICATE-UNTRUSTED')
    // What it certified is said anew by the new one.
    const again = ['--old-root', at('root/root.pub'), '--certificates', at('answer.jsn'), '--out', at('lagi')]
    expect(await keys('recertify', ...root('root2'), ...again)).toMatchObject({ stations: 1, ended: [] })
    expect((await rekam('keys', 'install', ...station(), '--certificate', at('lagi/CERTS.JSN'))).code).toBe(0)
    const own = ['--serial', String(serial + 1), ...root('root2')]
    await sign('usb6', settings(change), ...own)
    expect((await install('usb6')).json()).toMatchObject({ serial: serial + 1, letters: true })
    const acts = await rekam('audit', 'list', ...station(), '--account', 'penyelia', '--act', 'root.replaced')
    expect(acts.out).toContain('root.replaced')
  })

  test('a key that was revoked whole is not brought back by a new root', async () => {
    const request = JSON.parse(readFileSync(at('station/keys/request.json'), 'utf8')) as { key: string }
    writeFileSync(at('station.pub'), `untrusted comment: x\n${request.key}\n`)
    const end = await keys(
      'revoke',
      ...root(),
      '--key',
      at('station.pub'),
      '--after',
      '0',
      '--reason',
      'dicuri',
      '--out',
      at('revoked'),
    )
    const item = (file: string) => ({
      certificate: readFileSync(at(file)).toString('base64'),
      signature: readFileSync(at(`${file}.minisig`), 'utf8'),
    })
    const bundle = JSON.parse(readFileSync(at('answer.jsn'), 'utf8')) as { items: object[] }
    writeFileSync(
      at('with-end.jsn'),
      `${JSON.stringify({ ...bundle, items: [...bundle.items, item(`revoked/revoked-${end.keyId}.json`)] })}\n`,
    )
    const again = [
      '--old-root',
      at('root/root.pub'),
      '--certificates',
      at('with-end.jsn'),
      '--out',
      at('ended'),
    ]
    expect(await keys('recertify', ...root('root2'), ...again)).toMatchObject({
      stations: 0,
      ended: [end.keyId],
    })
    expect(stock('root2/root.pub', `ended/revoked-${end.keyId}.json`)).toMatch(/^rekam:certificate:v1/)
  })

  test('said no secret', () => {
    const secrets = ['root/root.key', 'letter/letter.key', 'sites/mmu/site.key', 'letter2/letter.key'].map(
      (file) => readFileSync(at(file), 'utf8').split('\n')[1] ?? '',
    )
    expect(secrets.every((secret) => secret.length > 100)).toBe(true)
    for (const secret of secrets) expect(told.join('')).not.toContain(secret)
  })
})
