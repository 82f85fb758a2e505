// Every command that opens a station, typed as each of the four roles: the table of permissions is asked, by what is really typed.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, roleSchema } from '../../contract/account.ts'
import { withOpenStation } from './open-station.ts'
import { mayType, TERMINAL_PERMISSIONS, type Typed, typed } from './permissions.ts'
import { cheapDemo } from './testing/cheap.ts'
import { type Ran, rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-commands-'))
const at = (...parts: string[]) => join(base, ...parts)
const STATION = ['--station', at('station')]
afterAll(() => rmSync(base, { recursive: true, force: true }))

const NIK = '5272011703850001'
const DISK = ['--disk', at('disk')]
const DAYS = ['--from', '2020-01-01']
const NOBODY = '0'.repeat(26)
let id = ''

beforeAll(async () => {
  await rekam('init', ...STATION, '--demo')
  cpSync(join(import.meta.dirname, '../../../resources/people/01'), at('people/01'), { recursive: true })
  const sealed = await rekam('enrol', ...STATION, '--from', at('people'))
  if (sealed.code !== 0) throw new Error(sealed.err)
  const listed = await rekam('list', ...STATION, '--json')
  id = listed.json<{ recordings: { id: string }[] }>().recordings[0]!.id
  writeFileSync(at('new.txt'), 'sandi yang lain sekali\n')
  writeFileSync(at('short.txt'), 'pendek\n')
  writeFileSync(at('text.txt'), 'bukan apa-apa\n')
  writeFileSync(at('list.csv'), `NIK,NAMA,TEMPAT LAHIR,TANGGAL LAHIR,JENIS KELAMIN\n`)
  mkdirSync(at('disk'))
  for (const [name, role] of [
    ['operator', 'operator'],
    ['lain', 'operator'],
  ] as const)
    await rekam('account', 'add', name, ...STATION, '--role', role, ...SAME)
  await cheapDemo(base, 'operator', 'lain')
}, 300_000)

const SET = ['--reason', 'salah ketik']
const OUT = () => ['--out', at(`${Math.random()}.pdf`)]
/** The demo's own, which opens every account: no line changes what the next one needs. */
const SAME = ['--new-passphrase-file', at('sandi-contoh.txt')]
const NEW = ['--new-passphrase-file', at('new.txt')]

/** What is typed behind the command's own words. Nothing here brings anything to its end that the next line needs. */
const LINES: Readonly<Record<Typed, () => readonly string[]>> = {
  'access answer': () => [NOBODY, ...OUT()],
  'access list': () => [],
  'access request': () => ['--recording', id],
  'account add': () => [`baru`, '--role', 'operator', ...NEW],
  'account disable': () => ['lain'],
  'account list': () => [],
  'account passphrase': () => ['--new-passphrase-file', at('short.txt')],
  'account renew': () => ['lain', ...NEW],
  'account role': () => ['lain', '--role', 'operator'],
  'amend approve': () => [id],
  'amend cancel': () => [NOBODY, ...SET],
  'amend correct': () => [NOBODY, ...SET, '--set', 'nama=CONTOH'],
  'amend list': () => [id],
  'amend waiting': () => [],
  'audit export': () => ['--about', NIK, ...OUT()],
  'audit list': () => [],
  'audit period': () => [...DAYS, '--until', '2999-12-31', ...OUT()],
  'audit unlock': () => ['--identity', at('dinas/recovery.txt')],
  'audit verify': () => [],
  backup: () => DISK,
  'backup --pair': () => [...DISK, '--pair', 'rotation'],
  'cards claims': () => [],
  'cards settle': () => [NOBODY, '--card', 'here', '--reason', 'laci kosong'],
  day: () => [],
  'day --sign': () => ['--list', 'start', '--sign'],
  'day --tick': () => ['--list', 'start', '--tick', 'paper'],
  'day --untick': () => ['--list', 'start', '--untick', 'paper'],
  'disk breach': () => [NOBODY, ...OUT()],
  'disk check': () => DISK,
  'disk eject': () => DISK,
  'disk keep': () => [NOBODY, '--place', 'lemari'],
  'disk list': () => [],
  'disk lost': () => [NOBODY, '--noticed', '2026-01-01', '--circumstances', 'tidak ditemukan'],
  'disk settle': () => [NOBODY, '--reason', 'sudah dilihat'],
  drafts: () => [],
  drill: () => DISK,
  'drill --out': () => [...DISK, ...OUT()],
  empty: () => [...DISK, at('disk2')],
  'empty --confirm': () => [...DISK, at('disk2'), '--confirm', 'bukan', ...OUT()],
  enrol: () => ['--from', at('people')],
  export: () => ['--to', at('nowhere')],
  gain: () => DISK,
  'gain --plan': () => [...DISK, '--plan'],
  'keys former': () => [],
  'keys install': () => ['--certificate', at('dinas/CERTS.JSN')],
  line: () => [],
  'line --days': () => ['--days', '12345'],
  'line --hours': () => ['--hours', '08:00-15:00'],
  'line --inside': () => ['--inside', 'full'],
  'line --kbits': () => ['--kbits', '256'],
  'line --outside': () => ['--outside', 'full'],
  list: () => [],
  outage: () => [],
  'outage --import': () => ['--import', at('text.txt')],
  'profile install': () => ['--profile', at('dinas/profile.json')],
  'profile install --waiting': () => ['--waiting', '999'],
  'profile list': () => [],
  proof: () => [id, ...OUT()],
  purge: () => [],
  'purge --token': () => ['--token', 'ab'.repeat(32), '--reason', 'ruang habis'],
  recap: () => [],
  'recap --pdf': () => ['--pdf', at(`${Math.random()}.pdf`)],
  'recap --xlsx': () => ['--xlsx', at(`${Math.random()}.xlsx`)],
  receipts: () => ['--from', at('disk')],
  'report show': () => [],
  'report show --out': () => ['--out', at(`${Math.random()}.txt`)],
  'residents import': () => [at('list.csv')],
  'residents import --left-out': () => [at('list.csv'), '--left-out', at(`${Math.random()}.csv`)],
  'residents search': () => ['CONTOH'],
  'residents show': () => [NIK],
  'residents state': () => [],
  'retention apply': () => [at('text.txt')],
  'retention destroy': () => DESTROY,
  'retention destroy --out': () => [...DESTROY, ...OUT()],
  'retention list': () => [],
  'retention plan': () => [],
  'retention record': () => [NOBODY, ...OUT()],
  show: () => [id],
  stats: () => [],
  'suket issue': () => [id, ...OUT()],
  'suket issue --p12': () => [id, ...OUT(), '--p12', at('none.p12'), '--p12-passphrase-file', at('new.txt')],
  'suket print': () => [NOBODY, '--wait', '0', '--out', at('disk')],
  'suket register': () => [],
  'suket register --pdf': () => ['--pdf', at(`${Math.random()}.pdf`)],
  'suket register --xlsx': () => ['--xlsx', at(`${Math.random()}.xlsx`)],
  'suket verify --station': () => [at('text.txt')],
  upload: () => ['--once'],
  'upload --resend': () => ['--once', '--resend', '0'.repeat(26), '--reason', 'Sampel'],
  'verify --station': () => DISK,
  visits: () => [],
  'visits --settle': () => ['--settle', NOBODY, '--note', 'sudah dihubungi'],
  where: () => [id],
  'where --slip': () => [id, '--slip', at(`${Math.random()}.pdf`)],
}
const DESTROY = '--token ab --reason habis_masanya --place Bima --witness Ani'.split(' ')

const command = (key: Typed) => key.replace(/ --.*$/, '') as Typed

function type(key: Typed, role: Role): Promise<Ran> {
  return rekam(...command(key).split(' '), ...LINES[key](), ...STATION, '--account', role)
}

/** `verify` has no --account: a disk is verified by anyone. */
const KEYS = (Object.keys(TERMINAL_PERMISSIONS) as Typed[]).filter((key) => key !== 'verify --station')

/** What such a line asks for; `suket verify` asks nobody without a station. */
const asked = (key: Typed) =>
  command(key) in TERMINAL_PERMISSIONS ? typed(command(key), { [key]: true }) : [key]

describe.each(roleSchema.options)('as %s', (role) => {
  test.each(KEYS)('rekam %s', async (key) => {
    const { code, out, err } = await type(key, role)
    const refused = err.includes('(ACCOUNT-ROLE)')
    expect({ refused, err: refused ? '' : err }).toEqual({
      refused: !mayType(role, asked(key)),
      err: refused ? '' : err,
    })
    // A command line that commander does not take would have asked nobody.
    expect({ code, err }).not.toEqual({ code: 2, err })
    expect({ code: refused ? code : 1, out: refused ? out : '' }).toEqual({ code: 1, out: '' })
  })
})

test.each([
  ['list', 'salinan', 'recorded, not sent  1 copy'],
  ['show', 'Salinan: komputer ini', 'Copies: this computer'],
  ['drafts', '0 titipan', '0 recordings not sealed'],
  ['show', 'rekaman disegel  penyelia', 'recording sealed  penyelia'],
  ['stats', 'Hari ini: 1 direkam', 'Today: 1 recorded'],
  ['stats', 'sudah direkam, belum dikirim: 1 (', 'recorded, not sent: 1 ('],
  ['recap', 'Direkam 1, Luar domisili 0', 'Recorded 1, Outside the domicile 0'],
  ['audit list', 'stasiun dibuka (account.unlocked)', 'station unlocked (account.unlocked)'],
  ['where', 'Keadaan: sudah direkam, belum dikirim sejak', 'Status: recorded, not sent since'],
  ['day', '[x] queue: antrean kosong', '[x] queue: the queue is empty'],
] as const)(
  'rekam %s says what it found in the language that was asked for',
  async (name, indonesian, english) => {
    const line = [...name.split(' '), ...LINES[name](), ...STATION, '--account', 'penyelia']
    expect((await rekam(...line)).out).toContain(indonesian)
    expect((await rekam(...line, '--lang', 'en')).out).toContain(english)
  },
)

test('who was refused has read nothing: of residents the audit knows no act of theirs', async () => {
  const acts = await withOpenStation({ station: at('station') }, async ({ read }) =>
    read.all<{ actor: string; act: string }>(
      "SELECT DISTINCT actor, act FROM audit WHERE actor IN ('teknisi', 'administrator')",
    ),
  )
  expect(acts.filter(({ act }) => /^(recording|draft|suket|residents|visit)\b/.test(act))).toEqual([])
})
