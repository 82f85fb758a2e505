import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { lockFolder } from '../db/folder-lock.ts'
import { rekam } from './testing/shell.ts'

const base = mkdtempSync(join(tmpdir(), 'rekam-cli-'))
const station = join(base, 'station')
const of = (...args: string[]) => [...args, '--station', station]
afterAll(() => rmSync(base, { recursive: true, force: true }))

beforeAll(async () => {
  await rekam('init', ...of('--demo'))
})

describe('how a command ends', () => {
  test.each([
    ['no such command', ['fly']],
    ['no such option', of('list', '--fast')],
    ['a missing option', ['list']],
    ['a missing argument', of('show')],
    ['a wrong choice', of('list', '--lang', 'fr')],
  ])('with 2 for %s, and nothing on standard output', async (_, args) => {
    const ran = await rekam(...args)
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).not.toBe('')
  })

  test('with 0 for help', async () => {
    const { code, out } = await rekam('--help')
    expect(code).toBe(0)
    for (const name of [
      'init',
      'enrol',
      'list',
      'show',
      'suket',
      'backup',
      'verify',
      'upload',
      'audit',
      'stats',
      'keys',
    ])
      expect(out).toContain(name)
  })

  test('with 1 and three lines in the language asked for when refused; with --json the same as one object', async () => {
    const nowhere = ['list', '--station', join(base, 'none')]
    const id = await rekam(...nowhere)
    expect(id).toMatchObject({ code: 1, out: '' })
    expect(id.err.split('\n')).toHaveLength(3)
    expect(id.err).toContain('(STATION-MISSING)')
    const en = await rekam(...nowhere, '--lang', 'en', '--json')
    expect(en.err).toContain('There is no station in this folder')
    expect(en.json()).toMatchObject({ refused: { code: 'STATION-MISSING', id: {}, en: {} } })
  })

  test('with 1 while another program has the station, and nothing is touched', async () => {
    const held = lockFolder(station)
    onTestFinished(() => held.release())
    expect((await rekam(...of('list'))).err).toContain('STORE-IN-USE')
    expect((await rekam('init', ...of('--demo'))).err).toContain('STORE-IN-USE')
  })
})

describe('passwords', () => {
  test('come by file alone: a wrong one is refused, none is wrong usage, and none is ever printed', async () => {
    const wrong = join(base, 'wrong')
    writeFileSync(wrong, 'bukan kata sandinya\n')
    const refused = await rekam(...of('list', '--passphrase-file', wrong))
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('ACCOUNT-WRONG-PASSPHRASE')
    expect(refused.err + refused.out).not.toContain('bukan kata')
    expect((await rekam(...of('list', '--passphrase-file', join(base, 'missing')))).err).toContain(
      'FILE-MISSING',
    )
  })

  test('may lie in the file that REKAM_PASSPHRASE_FILE names', async () => {
    const bare = join(mkdtempSync(join(tmpdir(), 'rekam-cli-')), 'station')
    onTestFinished(() => rmSync(join(bare, '..'), { recursive: true }))
    cpSync(station, bare, { recursive: true })
    expect(await rekam('list', '--station', bare)).toMatchObject({ code: 2 })
    process.env['REKAM_PASSPHRASE_FILE'] = join(base, 'sandi-contoh.txt')
    onTestFinished(() => void delete process.env['REKAM_PASSPHRASE_FILE'])
    expect(await rekam('list', '--station', bare)).toMatchObject({ code: 0 })
  })
})

test('a forgotten password is reset by a code of the escrow, and changed by who knows it', async () => {
  const put = (name: string, line: string) => {
    writeFileSync(join(base, name), `${line}\n`)
    return join(base, name)
  }
  const asked = await rekam('account', 'challenge', '--station', station, '--json')
  const { station: name, n } = JSON.parse(asked.out) as { station: string; n: number }
  const slot = ['--slot', String(n)]
  const dinas = [
    '--escrow',
    join(station, 'keys/reset-escrow.age'),
    '--identity',
    join(base, 'dinas/recovery.txt'),
  ]
  const answer = await rekam('keys', 'answer', '--station', name, ...slot, ...dinas)
  expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/^(\w{4}-){3}\w{4}\n?$/) as string })
  const code = answer.out.trim()
  const other = await rekam('keys', 'answer', '--station', '5272-01-Z', ...slot, ...dinas)
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining('ACCOUNT-ESCROW') as string })
  const who = ['--account', 'penyelia', ...slot, '--code-file', put('code', code)]
  const first = put('first', 'kata sandi kedua')
  expect(await rekam('account', 'reset', ...of(...who, '--new-passphrase-file', first))).toMatchObject({
    code: 0,
  })
  const again = await rekam('account', 'reset', ...of(...who, '--new-passphrase-file', first))
  expect(again.err).toContain('ACCOUNT-WRONG-CODE')
  const mine = ['--account', 'penyelia', '--passphrase-file', first]
  const next = put('next', 'kata sandi ketiga')
  expect(await rekam('account', 'passphrase', ...of(...mine, '--new-passphrase-file', next))).toMatchObject({
    code: 0,
  })
  expect((await rekam('list', ...of(...mine))).err).toContain('ACCOUNT-WRONG-PASSPHRASE')
  expect((await rekam('audit', 'verify', ...of())).code).toBe(0)
}, 60_000)

test('accounts come, change and go; only who manages them may', async () => {
  const file = join(base, 'siti')
  writeFileSync(file, 'sandi pertama siti\n')
  const pass = ['--new-passphrase-file', file]
  const added = await rekam('account', 'add', 'siti', ...of('--role', 'operator', ...pass, '--json'))
  expect(added.code).toBe(0)
  const { accounts } = JSON.parse(added.out) as { accounts: { name: string; role: string }[] }
  expect(accounts.find(({ name }) => name === 'siti')).toMatchObject({ role: 'operator', disabledAt: null })
  const siti = ['--station', station, '--account', 'siti', '--passphrase-file', file]
  expect((await rekam('list', ...siti)).code).toBe(0)
  expect((await rekam('account', 'list', ...siti)).err).toContain('ACCOUNT-ROLE')
  expect((await rekam('account', 'list', ...of('--account', 'teknisi'))).err).toContain('ACCOUNT-ROLE')
  expect((await rekam('account', 'disable', 'administrator', ...of())).err).toContain('ACCOUNT-LAST')
  expect((await rekam('account', 'disable', 'siti', ...of())).code).toBe(0)
  expect((await rekam('list', ...siti)).err).toContain('ACCOUNT-WRONG-PASSPHRASE')
  expect((await rekam('account', 'renew', 'siti', ...of(...pass))).code).toBe(0)
  expect((await rekam('account', 'role', 'siti', ...of('--role', 'penyelia'))).code).toBe(0)
  expect((await rekam('account', 'list', ...siti)).code).toBe(0)
  expect((await rekam('account', 'role', 'siti', ...of('--role', 'raja'))).err).toContain('INPUT-INVALID')

  // The supervisor's own password was changed above.
  const overseer = (...args: string[]) => of('--account', 'administrator', ...args)
  // What was done to that account, and by whom; who looks after machines does not read it.
  const acts = await rekam('audit', 'list', ...overseer('--about', 'siti', '--act', 'account', '--json'))
  const { entries } = JSON.parse(acts.out) as { entries: { act: string; subject: string; hash: string }[] }
  expect(entries.map(({ act }) => act).toReversed()).toEqual(
    expect.arrayContaining(['account.added', 'account.disabled', 'account.enabled', 'account.role']),
  )
  expect(entries.every(({ subject, hash }) => subject === 'siti' && hash.length === 64)).toBe(true)
  expect((await rekam('audit', 'list', ...overseer('--from', '23-11-2026'))).err).toContain('INPUT-INVALID')
  const about = ['--about', '5272015503900001', '--out', join(base, 'access.json')]
  expect((await rekam('audit', 'export', ...siti, ...about)).code).toBe(0)
  const asked = ['--stations', '5272-09-Z', '--asked', '2026-11-23T01:00:00Z']
  const subject = await rekam('audit', 'subject', join(base, 'access.json'), ...asked)
  expect(subject).toMatchObject({
    code: 1,
    out: expect.stringContaining('stasiun 5272-09-Z belum') as string,
  })
  expect(subject.out).toContain('2026-11-26T01:00:00.000Z')
  expect((await rekam('audit', 'subject', join(base, 'access.json'))).code).toBe(0)
  expect((await rekam('audit', 'export', ...siti, ...about)).err).toContain('FILE-EXISTS')
  expect((await rekam('audit', 'export', ...of('--account', 'teknisi', ...about))).err).toContain(
    'ACCOUNT-ROLE',
  )
  expect((await rekam('audit', 'list', ...of('--account', 'teknisi'))).err).toContain('ACCOUNT-ROLE')
}, 60_000)

test('scripts/rekam runs on the Node of the package, from any folder and by any name', () => {
  const script = join(import.meta.dirname, '../../../scripts/rekam')
  const linked = join(base, 'rekam-link')
  execFileSync('ln', ['-s', script, linked])
  for (const command of [script, linked]) {
    const ran = spawnSync(command, of('stats', '--json'), { cwd: '/', encoding: 'utf8' })
    expect(ran.status).toBe(0)
    expect(JSON.parse(ran.stdout)).toMatchObject({ today: { recorded: 0 } })
  }
}, 60_000)
