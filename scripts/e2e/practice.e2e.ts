// Practice (latihan) in the real window, by the keyboard: from the first run and the locked door, marked on every screen and paper, a person recorded with pretended
// devices and given a Suket, both languages, light and dark, nothing beside its folder, a crash opens the real door. The first run takes a profile from a drive.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
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
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { readProfile, signProfile } from '../../src/formats/profile/profile.ts'
import { readSampleDinas } from '../../src/core/settings/sample-files.ts'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { coreOf } from './core-pid.ts'
import { launch, type Launched, type LaunchOptions } from './launch.ts'
import { goTo, record, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

import { canMount, makeVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-practice-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(person, 'biodata.json'), 'utf8')))
const userData = at('user')
const home = path.join(userData, 'practice')
const PRACTISED = ['--practice']
let opened: Launched | undefined

async function open(options: LaunchOptions): Promise<Launched> {
  opened = await launch(options)
  opened.window.setDefaultTimeout(90_000)
  return opened
}

const band = (window: Page, words = 'Semua di sini tiruan') =>
  window.getByRole('note').filter({ hasText: words })

/** What the program would be started again with; it goes on running. */
async function restarts(app: ElectronApplication, press: () => Promise<void>): Promise<string[]> {
  await app.evaluate(({ app: shell }) => {
    const quit = shell.quit.bind(shell)
    shell.relaunch = (options) => void Object.assign(globalThis, { again: options?.args })
    // Once it is asked for; the test itself ends the program by it too.
    shell.quit = () => {
      shell.quit = quit
    }
  })
  await press()
  for (let tries = 0; tries < 300; tries++) {
    const args = await app.evaluate(() => (globalThis as { again?: string[] }).again)
    if (args) return args.filter((one) => one.startsWith('--practice'))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it is not started again')
}

/** The text of a PDF without spaces: slanted letters are read one by one. */
const words = (pdf: string) =>
  execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '')

/** Shows the resident's window, which has to say so too, and takes it away by the operator's key. */
async function faceResident(
  app: ElectronApplication,
  window: Page,
  said: string,
  name: string,
): Promise<void> {
  const [resident] = await Promise.all([app.waitForEvent('window'), window.keyboard.press('F11')])
  await resident.getByRole('note').filter({ hasText: said }).waitFor()
  await resident.getByRole('heading').first().waitFor()
  await resident.screenshot({ path: path.join(projectRoot, 'out', 'screens', `${name}.png`) })
  expect(await violations(resident)).toEqual([])
  const gone = resident.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => {
    const own = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('/resident.html'),
    )
    own?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F11', modifiers: ['control'] })
  })
  await gone
}

describe('practice', { timeout: 900_000 }, () => {
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('from an empty computer by one key', async () => {
    const { app, window, screenshot, complaints } = await open({})
    await window.getByRole('button', { name: /Latihan.*3$/ }).waitFor()
    await screenshot('practice-first-run')
    expect(await restarts(app, () => window.keyboard.press('3'))).toEqual(PRACTISED)
    expect(complaints).toEqual([])
  })

  test('a person is recorded, printed and kept there, and every screen and paper says so', async () => {
    const { app, window, screenshot, complaints } = await open({ userData, args: PRACTISED })
    await window.locator('input[type=password]').waitFor()
    await band(window).waitFor()
    expect(await window.title()).toContain('LATIHAN')
    await screenshot('practice-locked')
    await unlock(window, 'latihan1')
    await band(window).waitFor()
    const seen: string[] = []
    await record(window, { biodata, village: 'Paruga' }, async (name) => {
      expect({ name, marked: await band(window).isVisible() }).toEqual({ name, marked: true })
      seen.push(name)
      if (/photo|fingers|sealed/.test(name)) await screenshot(`practice-${name}`)
      if (name === 'photo')
        await faceResident(app, window, 'LATIHAN: ini bukan perekaman yang sebenarnya.', 'practice-resident')
    })
    expect(seen.length).toBeGreaterThan(4)
    await window
      .getByRole('button', { name: /^Terbitkan Suket/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await window.keyboard.press('F9')
    await window.getByText(/^LATIHAN\/00001\//).waitFor()
    await window.locator('canvas').waitFor()
    await screenshot('practice-suket')
    await goTo(window, 'Pengiriman')
    await window.keyboard.press('F10')
    await window.getByText('Dalam latihan tidak ada yang dikirim.').waitFor()
    await screenshot('practice-not-sent')
    await goTo(window, 'Cadangan')
    await window.getByText('DISK LATIHAN A').first().waitFor()
    await screenshot('practice-disks')
    await goTo(window, 'Pengaturan')
    await band(window).waitFor()
    await screenshot('practice-settings')
    expect(complaints).toEqual([])
    await window.keyboard.press('F12')
    await window.getByRole('dialog').waitFor()
    await screenshot('practice-end')
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'detached' })
    await window.keyboard.press('F12')
    await window.getByRole('dialog').waitFor()
    expect(await restarts(app, () => window.keyboard.press('F10'))).toEqual([])
    expect(existsSync(path.join(home, 'station', 'rekam.db'))).toBe(true)
    expect(existsSync(path.join(userData, 'station'))).toBe(false)
  })

  test("in English and dark, and in the resident's window", async () => {
    const { app, window, screenshot, complaints } = await open({ userData, args: PRACTISED })
    await window.locator('input[type=password]').waitFor()
    await window.evaluate(() => {
      localStorage.setItem('rekam.language', 'en')
      localStorage.setItem('rekam.colours', 'dark')
    })
    await window.reload()
    await band(window, 'Everything here is pretended').waitFor()
    await screenshot('practice-locked-en-dark')
    await window.locator('input[type=password]').waitFor()
    await window.keyboard.type('latihan1')
    await window.keyboard.press('Enter')
    await window.getByRole('button', { name: /^New recording/ }).waitFor()
    await screenshot('practice-open-en-dark')
    await window.keyboard.press('F3')
    await window.getByRole('heading', { name: 'New recording' }).waitFor()
    await window.locator('input:focus').waitFor()
    await window.keyboard.type(sampleBiodata(2).nik)
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    await window.keyboard.press('F10')
    await window.locator('input[name=kk]').waitFor()
    await screenshot('practice-biodata-en-dark')
    await faceResident(app, window, 'PRACTICE: this is no real recording.', 'practice-resident-en')
    expect(complaints).toEqual([])
    await window.keyboard.press('F12')
    await window.getByRole('dialog').waitFor()
    await screenshot('practice-end-en-dark')
    expect(await restarts(app, () => window.keyboard.press('F9'))).toEqual(['--practice=anew'])
    await window.evaluate(() => localStorage.clear())
  })

  test('a core that dies comes back in practice with what was made; a program that dies opens the real door', async () => {
    const made = () => globSync('packets/*/*.rkp', { cwd: path.join(home, 'station') }).length
    expect(made()).toBe(1)
    const { app, window } = await open({ userData, args: ['--practice=anew'] })
    await window.locator('input[type=password]').waitFor()
    expect(made()).toBe(0)
    writeFileSync(path.join(home, 'files', 'catatan.txt'), 'x')
    process.kill(coreOf(path.join(home, 'station')), 'SIGKILL')
    await window.getByText('Bagian inti program dimulai ulang.').waitFor()
    expect(await band(window).isVisible()).toBe(true)
    await window.getByText('Bagian inti program dimulai ulang.').waitFor({ state: 'hidden' })
    // It was asked to begin anew once, not at every start of the core.
    expect(existsSync(path.join(home, 'files', 'catatan.txt'))).toBe(true)
    const gone = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGKILL')
    await gone
    opened = undefined
    const next = await open({ userData })
    await next.window.getByRole('button', { name: /Latihan.*3$/ }).waitFor()
    expect(await next.window.getByRole('note').count()).toBe(0)
  })

  test('the terminal: made, used by every command, its papers marked, its letters valid nowhere, thrown away at will', async () => {
    const folder = at('terminal')
    const made = (await rekam('practice', '--folder', folder, '--json')).json<{
      station: string
      drives: string
    }>()
    const secret = at('sandi.txt')
    writeFileSync(secret, 'latihan1\n')
    const of = ['--station', made.station, '--passphrase-file', secret, '--account', 'penyelia']
    cpSync(person, at('people', '01'), { recursive: true })
    const enrolled = await rekam('enrol', ...of, '--from', at('people'), '--json')
    expect({ code: enrolled.code, err: enrolled.err }).toMatchObject({
      code: 0,
      err: expect.stringContaining('LATIHAN / PRACTICE') as string,
    })
    const { recordings } = (await rekam('list', ...of, '--json')).json<{ recordings: { id: string }[] }>()
    const letter = path.join(folder, 'files', 'suket.pdf')
    const issue = (out: string) => rekam('suket', 'issue', recordings[0]!.id, ...of, '--out', out)
    const issued = await issue(letter)
    expect({ code: issued.code, err: issued.err }).toMatchObject({ code: 0 })
    expect(words(letter)).toContain('LATIHAN-TIDAKBERLAKU')
    expect((await issue(at('x.pdf'))).err).toContain('PRACTICE-PLACE')
    await sampleStation(at('real'))
    for (const where of [['--station', at('real', 'station')], of]) {
      const verified = await rekam('suket', 'verify', letter, ...where, '--json')
      expect(verified.code).toBe(1)
      expect(verified.json()).toMatchObject({ verdict: 'practice' })
    }
    const disk = path.join(made.drives, 'DISK LATIHAN A')
    const pair = ['--pair', 'rotation', '--label', 'Disk latihan']
    const backed = await rekam('backup', ...of, '--disk', disk, ...pair, '--json')
    expect({ code: backed.code, err: backed.err }).toMatchObject({ code: 0 })
    expect((await rekam('backup', ...of, '--disk', base, ...pair)).code).toBe(1)
    expect((await rekam('upload', ...of, '--once')).err).toContain('PRACTICE-NOT-SENT')
    expect(readdirSync(base).toSorted()).toEqual(['people', 'real', 'sandi.txt', 'terminal', 'user'])
    expect((await rekam('practice', '--folder', folder, '--reset')).code).toBe(0)
    expect((await rekam('list', ...of, '--json')).json<{ recordings: unknown[] }>().recordings).toEqual([])
    expect((await rekam('practice', '--folder', at('people'), '--reset')).err).toContain('PRACTICE-REAL')
  })

  test('at the locked door of a real station by F9', async () => {
    const { app, window, screenshot, complaints } = await open({ station: at('real', 'station') })
    await window.getByRole('button', { name: /^Latihan/ }).waitFor()
    await screenshot('practice-door')
    expect(await restarts(app, () => window.keyboard.press('F9'))).toEqual(PRACTISED)
    expect(complaints).toEqual([])
  })

  test.skipIf(!canMount('ext4'))(
    'the first run takes the profile from a drive, by the keyboard',
    async () => {
      using drive = makeVolume('ext4')
      await rekam('init', '--demo', '--station', at('office', 'station'))
      const dinas = at('office', 'dinas')
      const { root } = await readSampleDinas(dinas)
      const {
        format: _,
        version: __,
        ...fields
      } = readProfile(readFileSync(path.join(dinas, 'profile.json')))
      const long = 'Kecamatan Rasanae Barat dan Sekitarnya dengan Nama yang Panjang Sekali (sampel)'
      const put = (name: string, bytes: Uint8Array, signature?: string) => {
        mkdirSync(path.dirname(path.join(drive.mount, name)), { recursive: true })
        writeFileSync(path.join(drive.mount, name), bytes)
        if (signature !== undefined) writeFileSync(path.join(drive.mount, `${name}.minisig`), signature)
      }
      const newest = signProfile({ ...fields, serial: 9, station: { ...fields.station, name: long } }, root)
      const older = signProfile({ ...fields, serial: 4 }, root)
      put('DINAS/profil.json', newest.bytes, newest.signature)
      put('profil-lama.json', older.bytes, older.signature)
      put(
        'profil-diubah.json',
        Buffer.from(Buffer.from(older.bytes).toString().replace('Bima', 'Dima')),
        older.signature,
      )
      put('profil-besar.json', Buffer.alloc(3 << 20, 0x20), older.signature)
      put('profil-tanpa.json', older.bytes)
      const user = at('fresh')
      const { window, screenshot, complaints } = await open({
        userData: user,
        drives: path.dirname(drive.mount),
      })
      await window.getByRole('button', { name: /1$/ }).first().waitFor()
      await window.keyboard.press('1')
      await window.getByText('tanda tangan cocok').waitFor()
      await window.getByText('di drive ada yang lebih baru').waitFor()
      for (const said of [
        'Profil tidak bertanda tangan Dinas yang dikenal.',
        'Berkas ini terlalu besar untuk sebuah profil.',
        'Profil ini tanpa tanda tangan',
      ])
        await window.getByText(said, { exact: false }).waitFor()
      await screenshot('first-run-profiles')
      await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
      await window.reload()
      await window.getByRole('button', { name: /1$/ }).first().waitFor()
      await window.keyboard.press('1')
      await window.getByText('signature matches').waitFor()
      await screenshot('first-run-profiles-en')
      await window.keyboard.press('F9')
      const compared = window.getByRole('checkbox')
      await compared.waitFor()
      await screenshot('first-run-profile-chosen')
      await compared.focus()
      await window.keyboard.press('Space')
      await window.keyboard.press('Tab')
      for (let twice = 0; twice < 2; twice++) {
        await window.locator('input[type=password]').nth(twice).focus()
        await window.keyboard.type('rahasia panjang')
      }
      await window.keyboard.press('Enter')
      await window.getByRole('button', { name: /^New recording/ }).waitFor()
      expect(complaints).toEqual([])
      expect(existsSync(path.join(user, 'station', 'rekam.db'))).toBe(true)
    },
  )
})
