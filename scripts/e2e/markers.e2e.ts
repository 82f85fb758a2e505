// A day at the desk whose every secret is known, and then a search for them in all that was left: logs, errors, temporary files, the browser's own
// folder, core dumps, arguments and environments of processes, and what a thief finds on the computer and on a disk.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { CLEAR_ON_DISK, CLEAR_ON_STATION, isSealed } from './clear.ts'
import { launch } from './launch.ts'
import { searchFor, type Search } from './markers.ts'
import { callUp, record, unlock } from './operator.ts'
import { type Ran, rekam } from './rekam.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-markers-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const sample = path.join(projectRoot, 'resources', 'people', '01')
const person = biodataSchema.parse({
  ...JSON.parse(readFileSync(path.join(sample, 'biodata.json'), 'utf8')),
  nik: '5272011703857391',
  nama: 'PENANDA QUVEXIL',
  namaIbu: 'IBU ZORBATUN',
})
const PASSPHRASE = 'sandi yang sangat rahasia 83'
const MISTYPED = 'sandi yang salah ketik 38'
const RENEWED = 'sandi sesudah lupa 5150'
const PIN = '739246'
const DRAFT_NIK = '5272015508914417'
/** Of a user at this desk, so that everything a program leaves there is left in them. */
const PRIVATE = {
  HOME: at('home'),
  TMPDIR: at('tmp'),
  XDG_CACHE_HOME: at('home/.cache'),
  XDG_CONFIG_HOME: at('home/.config'),
  REKAM_DEBUG: '1',
}

const said: Ran[] = []
async function say(...args: string[]): Promise<Ran> {
  const own = Object.keys(PRIVATE).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, PRIVATE)
  const running = rekam(...args)
  for (const [name, value] of own)
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  const ran = await running
  said.push(ran)
  return ran
}

describe.skipIf(!canMount('ext4'))('nothing is left in clear', { timeout: 300_000 }, () => {
  let disk: TestVolume
  let search: Search
  let processes: ReturnType<ReturnType<Search['watchProcesses']>['stop']>
  const secret = (name: string) => at('rahasia', name)

  beforeAll(async () => {
    disk = makeVolume('ext4')
    for (const folder of ['rahasia', 'home', 'tmp', 'browser']) mkdirSync(at(folder))
    writeFileSync(secret('sandi.txt'), `${PASSPHRASE}\n`)
    writeFileSync(secret('sandi-baru.txt'), `${RENEWED}\n`)
    const station = ['--station', at('x/station'), '--passphrase-file', secret('sandi.txt')]
    await say('init', ...station, '--demo')
    await say('keys', 'split', '--identity', at('x/dinas/recovery.txt'), '--out', secret('pecahan'))
    const run = (command: string) => execFileSync('sh', ['-c', command], { cwd: base })
    const asked = ['--station', '5272-01-A', '--escrow', at('x/station/keys/reset-escrow.age')]
    const recovery = ['--identity', at('x/dinas/recovery.txt')]
    const answers = [1, 2].map((slot) => rekam('keys', 'answer', ...asked, '--slot', `${slot}`, ...recovery))
    const [first = '', second = ''] = (await Promise.all(answers)).map(({ out }) => out.trim())
    const keyOf = (file: string) => readFileSync(file, 'utf8').split('\n')[1] ?? ''
    const data = (n: number) =>
      /^data (.*)$/m.exec(readFileSync(secret(`pecahan/pecahan-${n}.txt`), 'utf8'))?.[1] ?? ''
    search = searchFor({
      name: person.nama,
      mother: person.namaIbu ?? '',
      nik: person.nik,
      'nik of a draft': DRAFT_NIK,
      password: PASSPHRASE,
      'password mistyped': MISTYPED,
      'password renewed': RENEWED,
      PIN,
      'reset code': first,
      'reset code as typed together': first.replaceAll('-', ''),
      'second reset code': second,
      'share 1': data(1),
      'share 2': data(2),
      'recovery key': readFileSync(at('x/dinas/recovery.txt'), 'utf8').split('\n')[2] ?? '',
      'root key': keyOf(at('x/dinas/root.key')),
      'letter key': keyOf(at('x/dinas/letter.key')),
      'database key': run(
        'jq -r .recovery x/station/keys/slots.json | base64 -d | age -d -i x/dinas/recovery.txt',
      ),
      'state key':
        run('age -d -i x/dinas/recovery.txt x/station/keys/state.recovery.age').toString().split('\n')[2] ??
        '',
    })
    const watch = search.watchProcesses()
    await atTheDesk(first)
    await atTheTerminal(station, second)
    processes = watch.stop()
  }, 900_000)
  afterAll(() => {
    disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  /** In the window: a wrong password, a PIN, a recording, a letter, a forgotten password, and a crash in the middle of the next recording. */
  async function atTheDesk(code: string): Promise<void> {
    const captures = at('rahasia/orang')
    cpSync(sample, captures, { recursive: true })
    const { app, window, close, complaints } = await launch({
      station: at('x/station'),
      captures,
      userData: at('browser'),
      env: PRIVATE,
      drives: path.dirname(disk.mount),
    })
    window.setDefaultTimeout(90_000)
    const { keyboard } = window
    await window.locator('input[type=password]').waitFor()
    await keyboard.type(MISTYPED)
    await keyboard.press('Enter')
    await window.getByText('Kata sandi tidak cocok').first().waitFor()
    await window.locator('input[type=password]').fill('')
    await unlock(window, PASSPHRASE)
    await record(window, { biodata: person, village: 'Paruga' })
    const issue = window.getByRole('button', { name: /^Terbitkan Suket/ }).and(window.locator(':enabled'))
    await issue.waitFor()
    await keyboard.press('F9')
    await window.getByText(/^471\.13\/00001\//).waitFor()
    await window.getByRole('link', { name: 'Pengaturan' }).press('Enter')
    await window.getByRole('button', { name: /^Akun dan PIN/ }).waitFor()
    await keyboard.press('F7')
    await window.getByRole('heading', { name: 'Akun', exact: true }).waitFor()
    await window.getByRole('table', { name: 'Semua akun' }).waitFor()
    await window.getByRole('button', { name: /F8$/ }).waitFor()
    await keyboard.press('F8')
    await window.locator('[role=dialog] input:focus').waitFor()
    for (const [i, text] of [PASSPHRASE, PIN, PIN].entries()) {
      if (i > 0) await keyboard.press('Tab')
      await keyboard.type(text)
    }
    await keyboard.press('F10')
    await window.getByText('PIN tersimpan.').waitFor()
    await keyboard.press('Control+l')
    await window.getByRole('heading', { name: 'Stasiun terkunci' }).waitFor()
    await keyboard.press('F7')
    await window.getByRole('textbox', { name: 'Kode dari Dinas' }).focus()
    await keyboard.type(code)
    await keyboard.press('Tab')
    await keyboard.type(RENEWED)
    await window.getByRole('textbox', { name: 'Sekali lagi' }).focus()
    await keyboard.type(RENEWED)
    await keyboard.press('Enter')
    await window.getByRole('button', { name: 'penyelia' }).waitFor()
    await callUp(window, DRAFT_NIK)
    complaints.splice(0)
    // The core dies of an error of its own, then the page.
    const core = Number(
      execFileSync('sh', ['-c', `pgrep -f 'process.mjs --station ${at('x/station')}'`])
        .toString()
        .split('\n')[0],
    )
    process.kill(core, 'SIGABRT')
    // As a thief finds it who pulls the plug: the journals still hold what was written last.
    cpSync(at('x/station'), at('crashed'), { recursive: true })
    await window.locator('input[type=password]').waitFor()
    expect(search.in(complaints.join('\n'))).toEqual([])
    await app.evaluate(({ BrowserWindow }) => {
      const page = BrowserWindow.getAllWindows()[0]?.webContents
      return new Promise((loaded) => {
        page?.once('did-finish-load', () => loaded(undefined))
        page?.forcefullyCrashRenderer()
      })
    })
    await close()
  }

  /** In the terminal: a backup, a rehearsal with shares, errors about bad files and wrong secrets. */
  async function atTheTerminal(station: readonly string[], code: string): Promise<void> {
    const opens = [
      ...station.slice(0, 2),
      '--passphrase-file',
      secret('sandi-baru.txt'),
      '--account',
      'penyelia',
    ]
    await say('backup', ...opens, '--disk', disk.mount, '--pair', 'rotation')
    const shares = [1, 2, 3].flatMap((n) => ['--share', secret(`pecahan/pecahan-${n}.txt`)])
    const restore = ['restore', '--disk', disk.mount, '--trust', at('x/dinas/root.pub'), '--dry-run']
    expect((await say(...restore, ...shares)).code).toBe(0)
    expect((await say(...restore, ...shares.slice(0, 4))).err).toContain('SHARE-TOO-FEW')
    expect((await say('backup', ...station, '--account', 'penyelia', '--disk', disk.mount)).err).toContain(
      'ACCOUNT-WRONG-PASSPHRASE',
    )
    writeFileSync(secret('kode.txt'), `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}\n`)
    const reset = ['--account', 'teknisi', '--slot', '2', '--code-file', secret('kode.txt')]
    expect(
      (
        await say(
          'account',
          'reset',
          ...station.slice(0, 2),
          ...reset,
          '--new-passphrase-file',
          secret('sandi.txt'),
        )
      ).code,
    ).toBe(1)
    // A folder of a person whose files are broken: the refusal names the folder, not the person.
    const broken = at('rahasia/rusak/satu')
    cpSync(sample, broken, { recursive: true })
    writeFileSync(path.join(broken, 'biodata.json'), JSON.stringify({ ...person, tanggalLahir: 'kemarin' }))
    writeFileSync(path.join(broken, 'photo.jpg'), `bukan foto ${person.nama}`)
    expect((await say('enrol', ...opens, '--from', at('rahasia/rusak'))).code).toBe(1)
    expect((await say('audit', 'verify', ...opens)).code).toBe(0)
    await theRestOfTheDay(opens, shares)
  }

  /** The rest of the demo's day: no site listens, so a bag goes by hand, is taken in, its answer comes back, and a second computer is restored from the disk. */
  async function theRestOfTheDay(opens: readonly string[], shares: readonly string[]): Promise<void> {
    mkdirSync(at('drive'))
    const done = async (code: number, ...args: string[]) => {
      const ran = await say(...args)
      expect({ args, code: ran.code, err: ran.err }).toMatchObject({ code })
      return ran
    }
    await done(1, 'upload', '--once', ...opens)
    const bag = await done(0, 'export', ...opens, '--to', at('drive'), '--json')
    const { folder } = bag.json<{ folder: string }>()
    const site = ['--site', at('x/dinas/sites/batam')]
    const taken = await done(0, 'intake', '--bag', folder, ...site, '--out', at('drive'), '--json')
    await done(0, 'receipts', ...opens, '--from', taken.json<{ answer: string }>().answer)
    await done(0, 'backup', ...opens, '--disk', disk.mount)
    const second = ['--into', at('second/station'), '--passphrase-file', secret('sandi-baru.txt')]
    await done(0, 'restore', '--disk', disk.mount, '--trust', at('x/dinas/root.pub'), ...second, ...shares)
    // What a list shows stays out of the search; that it was shown does not.
    const of = ['--station', at('second/station'), '--passphrase-file', secret('sandi-baru.txt')]
    expect((await rekam('list', ...of)).out).toContain(person.nama)
    await done(0, 'audit', 'verify', ...of)
  }

  test('the search finds what was planted: in a file of the browser, in UTF-16, in base64, in an argument', async () => {
    const planted = at('planted')
    cpSync(at('browser'), planted, { recursive: true })
    writeFileSync(path.join(planted, 'Preferences'), Buffer.from(`{"x":"${person.nama}"}`, 'utf16le'))
    writeFileSync(path.join(planted, 'y'), Buffer.from(`12345${PASSPHRASE}`).toString('base64'))
    writeFileSync(path.join(planted, 'z'), `pin=${PIN};`)
    expect(search.below(planted).found.toSorted()).toEqual(
      [
        `${path.join(planted, 'Preferences')}: name`,
        `${path.join(planted, 'y')}: password`,
        `${path.join(planted, 'z')}: PIN`,
      ].toSorted(),
    )
    rmSync(planted, { recursive: true })
    const watch = search.watchProcesses()
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 5000)', '--', `--nik=${person.nik}`], {
      env: { PIN },
    })
    await once(child, 'spawn')
    const { found } = watch.stop()
    child.kill()
    expect(found.toSorted()).toEqual(['cmdline of a process: nik', 'environ of a process: PIN'])
  })

  test('no process had one among its arguments or in its environment', () => {
    expect(processes.looks).toBeGreaterThan(50)
    const seen = [...processes.seen].join('\n')
    for (const ours of [
      '--station',
      'backup',
      '--share',
      '--type=renderer',
      'export',
      'intake',
      'receipts',
      '--into',
    ])
      expect(seen).toContain(ours)
    expect(processes.found).toEqual([])
  })

  test('logs, errors, temporary files, the folders of the browser and of the user, core dumps', () => {
    const { files, found } = search.below(at('browser'), at('home'), at('tmp'))
    expect(found).toEqual([])
    expect(files).toBeGreaterThan(20)
    const log = readFileSync(at('browser/logs/shell.log'), 'utf8')
    expect(log).toMatch(/the core ended/)
    expect(globSync(['core', 'core.*', '*.core', '*.dmp'], { cwd: projectRoot })).toEqual([])
    expect(globSync('**/*.dmp', { cwd: base })).toEqual([])
    expect(readdirSync(at('tmp')).filter((name) => name.startsWith('rekam-'))).toEqual([])
  })

  test('what commands say on their way and when they fail', () => {
    expect(said.length).toBeGreaterThan(8)
    expect(search.in(said.map(({ out, err }) => `${out}\n${err}`).join('\n'))).toEqual([])
  })

  test('a stolen computer: what is in clear there is listed here, and names nobody', () => {
    expect(search.below(at('x/station'), at('crashed'), at('second/station')).found).toEqual([])
    // The journal was there, and so is what was found in it: nothing.
    expect(globSync('rekam.db-wal', { cwd: at('crashed') })).toHaveLength(1)
    expect(isSealed(at('crashed/rekam.db-wal'))).toBe(true)
    const files = globSync('**/*', { cwd: at('x/station'), withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const clear = files
      .map((entry) => path.relative(at('x/station'), path.join(entry.parentPath, entry.name)))
      .filter((name) => !isSealed(at('x/station', name)))
    expect(
      clear.map((name) => name.replace(/[0-9a-z]{26}/, 'ID').replace(/\d{6}/, 'BULAN')).toSorted(),
    ).toEqual(CLEAR_ON_STATION)
  })

  test('a drive on its way to the data centre and back: bag and answer name nobody', () => {
    const { files, found } = search.below(at('drive'))
    expect(found).toEqual([])
    expect(files).toBeGreaterThan(5)
    const letters = globSync('**/*.{pdf,PDF}', { cwd: at('drive') })
    expect(letters.length).toBeGreaterThan(0)
    for (const letter of letters) {
      const text = execFileSync('pdftotext', [at('drive', letter), '-'])
      expect({ letter, found: search.in(text) }).toEqual({ letter, found: [] })
    }
  })

  test('a stolen disk: likewise', () => {
    expect(search.below(disk.mount).found).toEqual([])
    const files = globSync('REKAM/**/*', { cwd: disk.mount, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const clear = files
      .map((entry) => path.relative(disk.mount, path.join(entry.parentPath, entry.name)))
      .filter((name) => !isSealed(path.join(disk.mount, name)))
    const kinds = clear.map((name) => name.replace(/\d{6}/, 'BULAN').replace(/([CS])\d{7}/, '$10000001'))
    expect([...new Set(kinds)].toSorted()).toEqual(CLEAR_ON_DISK)
    // A volume is a tar: what lies in it is sealed, but for signatures and its index.
    const volumes = clear.filter((name) => name.endsWith('.TAR'))
    expect(volumes).toHaveLength(2)
    for (const volume of volumes) {
      const inside = at('volumes', path.basename(volume))
      mkdirSync(inside, { recursive: true })
      execFileSync('tar', ['-xf', path.join(disk.mount, volume), '-C', inside])
      const open = readdirSync(inside).filter((name) => !isSealed(path.join(inside, name)))
      expect(open.filter((name) => !name.endsWith('.minisig'))).toEqual(['INDEX.JSN'])
      expect(readdirSync(inside).length).toBeGreaterThan(open.length)
    }
  })

  test('stock tools open none of it for a thief without the keys', () => {
    const [packet = ''] = globSync('packets/*/*.rkp', { cwd: at('x/station') })
    execFileSync('age-keygen', ['-o', secret('pencuri.txt')], { stdio: 'ignore' })
    const sealed = [
      at('x/station', packet),
      at('x/station/keys/state.recovery.age'),
      at('x/station/keys/reset-escrow.age'),
    ]
    for (const file of [
      ...sealed,
      ...globSync('REKAM/*/STATE.RCV', { cwd: disk.mount }).map((name) => path.join(disk.mount, name)),
    ]) {
      const tried = spawnSync('age', ['-d', '-i', secret('pencuri.txt'), file], { encoding: 'utf8' })
      expect(tried.status).toBe(1)
      expect(tried.stderr).toContain('no identity matched')
      expect(spawnSync('age', ['-d', '-i', at('x/dinas/recovery.txt'), file]).status).toBe(0)
    }
    const database = spawnSync('sqlite3', [at('x/station/rekam.db'), 'SELECT count(*) FROM recording'], {
      encoding: 'utf8',
    })
    expect(database.stdout + database.stderr).toMatch(/file is not a database/)
  })
})
