// Carries out what the guides say (contract/guides.ts), but that of a new mainboard (mainboard.e2e.ts): the terminal's real commands in the order of the page, on real stations and disks. A step whose command does not
// do what is needed, is missing, or comes too early fails here. No window.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rekam } from '../../src/core/cli/testing/shell.ts'
import { makeSampleDinas, sampleProfile } from '../../src/core/settings/index.ts'
import { seededRandom } from '../../src/core/testing/fake-ports.ts'
import { generateIdentity } from '../../src/lib/age.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { carriedOut, type Step } from './carry-out.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-carried-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const write = (name: string, text: string) => {
  writeFileSync(at(name), `${text}\n`)
  return at(name)
}

const carryOut = carriedOut(at)

const CODE = '5272-01-A'
const sample = sampleProfile(makeSampleDinas(seededRandom('dinas')))
const recipients = { datacenter: generateIdentity().recipient, recovery: '' }
const today = () => new Date().toISOString().slice(0, 10)
const STATION = () => ({ '--station': at('station') })
const share = (folder: string, ...numbers: number[]) => numbers.map((n) => at(folder, `pecahan-${n}.txt`))
/** By a command that every role may type. */
const opens = async (by: string, account: string, station = at('station')) => {
  const ran = await rekam(
    'disk',
    'list',
    '--station',
    station,
    '--account',
    account,
    '--passphrase-file',
    at(by),
  )
  return ran.code === 0 ? 'opens' : ran.err
}

/** What the Dinas writes down for its station. */
function settings(change: object = {}): string {
  const { serial: _, dinas, letterKeys: __, sites, ...rest } = sample
  const { root: ___, ...named } = dinas
  const of = sites.map((site) => ({ ...site, certificate: `sites/${site.code}/site.json` }))
  const all = { ...rest, dinas: named, recipients, sites: of, letterKeys: ['letter/letter.json'], ...change }
  writeFileSync(at('settings.json'), JSON.stringify(all))
  return at('settings.json')
}

describe.skipIf(!canMount('ext4'))('the guides, carried out', { timeout: 600_000 }, () => {
  let disks: TestVolume[] = []
  let packet = ''
  const keys = async (...args: string[]) => {
    const ran = await rekam('keys', ...args, '--json')
    expect(ran.err).toBe('')
    return ran.json<Record<string, string>>()
  }
  const root = ['--root-key', at('root/root.key')]

  beforeAll(async () => {
    disks = [makeVolume('ext4'), makeVolume('ext4')]
    write('sandi.txt', 'kata sandi stasiun')
    process.env['REKAM_PASSPHRASE_FILE'] = at('sandi.txt')
    await keys('root', '--out', at('root'))
    await keys('letter', ...root, '--issuer', sample.numbers.suket.issuer, '--out', at('letter'))
    for (const site of ['mmu', 'batam'])
      await keys('site', ...root, '--site', site, '--out', at('sites', site))
    recipients.recovery = (await keys('split', '--out', at('pemegang'), '--shares', '5', '--needs', '3'))[
      'recipient'
    ]!
    await keys(
      'profile',
      ...root,
      '--settings',
      settings(),
      '--letter-key',
      at('letter/letter.key'),
      '--out',
      at('usb'),
    )
    const request = at('station', 'keys/request.json')
    await rekam('init', '--station', at('station'), '--profile', at('usb/profile.json'))
    await keys('certify', '--request', request, ...root, '--out', at('station.jsn'))
    await rekam('keys', 'install', '--station', at('station'), '--certificate', at('station.jsn'))
    cpSync(path.join(projectRoot, 'resources/people/01'), at('orang/01'), { recursive: true })
    await rekam('enrol', '--station', at('station'), '--from', at('orang'))
    const listed = await rekam('list', '--station', at('station'), '--json')
    packet = listed.json<{ recordings: { id: string }[] }>().recordings[0]!.id
    await rekam('backup', '--station', at('station'), '--disk', disks[0]!.mount, '--pair', 'rotation')
    await rekam(
      'account',
      'add',
      'Rina',
      '--role',
      'operator',
      '--new-passphrase-file',
      write('rina.txt', 'kata sandi rina'),
      '--station',
      at('station'),
    )
  }, 600_000)
  afterAll(() => {
    delete process.env['REKAM_PASSPHRASE_FILE']
    for (const disk of disks) disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('a lost password', async () => {
    let slot = ''
    await carryOut('passphrase', {
      'account renew': {
        fill: () => ({
          ...STATION(),
          NAME: 'Rina',
          '--new-passphrase-file': write('rina2.txt', 'kata sandi rina dua'),
        }),
        after: async () => expect(await opens('rina2.txt', 'Rina')).toBe('opens'),
      },
      'account challenge': {
        fill: STATION,
        after: (ran) => {
          slot = String(ran.json<{ n: number }>().n)
        },
      },
      'keys answer': {
        fill: () => ({
          '--station': CODE,
          '--slot': slot,
          '--escrow': at('station/keys/reset-escrow.age'),
          '--share': share('pemegang', 1, 3, 5),
        }),
        after: (ran) => void write('kode.txt', ran.json<{ code: string }>().code),
      },
      'account reset': {
        fill: () => ({
          ...STATION(),
          '--account': 'administrator',
          '--slot': slot,
          '--code-file': at('kode.txt'),
          '--new-passphrase-file': write('admin.txt', 'kata sandi administrator baru'),
        }),
        after: async () => {
          expect(await opens('sandi.txt', 'administrator')).toContain('ACCOUNT-WRONG-PASSPHRASE')
          expect(await opens('admin.txt', 'administrator')).toBe('opens')
        },
      },
    })
  })

  test('a stolen disk', async () => {
    const [stolen, other] = disks as [TestVolume, TestVolume]
    const { disks: known } = (
      await rekam('disk', 'list', ...Object.entries(STATION()).flat(), '--json')
    ).json<{
      disks: { id: string }[]
    }>()
    const disk = known[0]!.id
    stolen.eject()
    await carryOut('disk', {
      'disk lost': {
        fill: () => ({ ...STATION(), DISK: disk, '--noticed': today(), '--circumstances': 'tas dicuri' }),
      },
      'disk breach': {
        fill: () => ({ ...STATION(), DISK: disk, '--out': at('hilang.pdf') }),
        after: () => {
          const words = execFileSync('pdftotext', ['-layout', at('hilang.pdf'), '-'], { encoding: 'utf8' })
          expect(words).toContain(packet)
          expect(words).toContain(recipients.recovery)
          expect(existsSync(at('hilang.pdf.minisig'))).toBe(true)
        },
      },
      'account passphrase': {
        fill: () => ({
          ...STATION(),
          '--new-passphrase-file': write('penyelia.txt', 'kata sandi penyelia baru'),
        }),
      },
      backup: { fill: () => ({ ...STATION(), '--disk': other.mount }) },
    })
    // The new disk opens by the new password, and by the old one no more.
    const plan = (by: string) =>
      rekam(
        'restore',
        '--plan',
        '--disk',
        other.mount,
        '--trust',
        at('root/root.pub'),
        '--passphrase-file',
        at(by),
      )
    expect(await plan('penyelia.txt')).toMatchObject({ code: 0 })
    expect((await plan('sandi.txt')).err).toContain('RESTORE-WRONG-PASSPHRASE')
  })

  test('a stolen computer', async () => {
    const request = JSON.parse(readFileSync(at('station/keys/request.json'), 'utf8')) as { key: string }
    write('lama.pub', `untrusted comment: x\n${request.key}`)
    rmSync(at('station'), { recursive: true })
    mkdirSync(at('baru'))
    let revoked = ''
    const fresh = { '--station': at('baru/station') }
    write('baru.txt', 'kata sandi sesudah pencurian')
    await carryOut('computer', {
      restore: {
        fill: () => ({
          '--disk': disks[1]!.mount,
          '--into': at('baru/station'),
          '--trust': at('root/root.pub'),
          '--share': share('pemegang', 1, 2, 5),
          '--passphrase-file': at('baru.txt'),
        }),
      },
      'keys revoke': {
        fill: () => ({
          '--root-key': at('root/root.key'),
          '--key': at('lama.pub'),
          '--after': '1',
          '--reason': 'komputer dicuri',
          '--out': at('dicabut'),
        }),
        after: (ran) => {
          revoked = ran.json<{ keyId: string }>().keyId
        },
      },
      'keys certify': {
        fill: () => ({
          '--request': at('baru/station/keys/request.json'),
          '--root-key': at('root/root.key'),
          '--out': at('baru.jsn'),
        }),
      },
      'keys install': { by: 'baru.txt', fill: () => ({ ...fresh, '--certificate': at('baru.jsn') }) },
      'keys profile': {
        fill: () => ({
          '--root-key': at('root/root.key'),
          '--settings': settings({ revocations: [`dicabut/revoked-${revoked}.json`] }),
          '--letter-key': at('letter/letter.key'),
          '--out': at('usb2'),
        }),
      },
      'profile install': { by: 'baru.txt', fill: () => ({ ...fresh, '--profile': at('usb2/profile.json') }) },
    })
    const listed = await rekam(
      'list',
      ...Object.entries(fresh).flat(),
      '--passphrase-file',
      at('baru.txt'),
      '--json',
    )
    expect(listed.json<{ recordings: { id: string }[] }>().recordings.map(({ id }) => id)).toEqual([packet])
    expect(await opens('baru.txt', 'penyelia', at('baru/station'))).toBe('opens')
  })

  test('keys that are replaced, and somebody who left', async () => {
    const fresh = { '--station': at('baru/station') }
    const [old, next] = ['root/root.key', 'root2/root.key']
    let ended = ''
    const site = (code: string): Step => ({
      fill: () => ({ '--root-key': at(next), '--site': code, '--out': at('baru-situs', code) }),
    })
    await carryOut('key', {
      'account disable': { by: 'baru.txt', fill: () => ({ ...fresh, NAME: 'Rina' }) },
      'keys root': { fill: () => ({ '--out': at('root2') }) },
      'keys letter': {
        fill: () => ({
          '--root-key': at(next),
          '--issuer': sample.numbers.suket.issuer,
          '--out': at('letter2'),
        }),
      },
      'keys site': [site('mmu'), site('batam')],
      'keys split': {
        fill: () => ({ '--out': at('pemegang2'), '--shares': '5', '--needs': '3' }),
        after: (ran) => {
          recipients.recovery = ran.json<{ recipient: string }>().recipient
        },
      },
      'keys recertify': {
        fill: () => ({
          '--root-key': at(next),
          '--old-root': at('root/root.pub'),
          '--certificates': at('baru.jsn'),
          '--out': at('lagi'),
        }),
      },
      'keys revoke': {
        fill: () => ({
          '--root-key': at(next),
          '--key': at('letter/letter.pub'),
          '--after': '0',
          '--reason': 'diganti',
          '--out': at('dicabut2'),
        }),
        after: (ran) => {
          ended = ran.json<{ keyId: string }>().keyId
        },
      },
      'keys profile': {
        fill: () => ({
          '--root-key': at(old),
          '--settings': settings({
            sites: sample.sites.map((one) => ({ ...one, certificate: `baru-situs/${one.code}/site.json` })),
            letterKeys: ['letter2/letter.json'],
            revocations: [`dicabut2/revoked-${ended}.json`],
          }),
          '--letter-key': at('letter2/letter.key'),
          '--out': at('usb3'),
          '--next-root': at('root2/root.pub'),
        }),
      },
      'profile install': { by: 'baru.txt', fill: () => ({ ...fresh, '--profile': at('usb3/profile.json') }) },
      'keys install': { by: 'baru.txt', fill: () => ({ ...fresh, '--certificate': at('lagi/CERTS.JSN') }) },
      'keys former': {
        by: 'baru.txt',
        fill: () => fresh,
        // What the old recovery key still opens is named, so that its shares are kept.
        after: (ran) => expect(ran.out).toContain('age1'),
      },
    })
    expect(await opens('rina2.txt', 'Rina', at('baru/station'))).toContain('ACCOUNT-WRONG-PASSPHRASE')
  })
})
