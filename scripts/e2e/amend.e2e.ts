// Sealed recordings are corrected, completed, approved and cancelled, in the real window by the keyboard alone; what the list, the sending
// queue and the Suket then say; and the packets are opened by stock tools. Screenshots in both languages, axe on each screen.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, press, takePhoto, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-amend-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
let opened: Launched | undefined

/** Members of the sealed packets, as the centre opens them with stock age and tar. */
function packets(): Record<string, string>[] {
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: base })
  return globSync('packets/*/*.rkp', { cwd: at('station') }).map((packet) => {
    run('age', '-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), at('station', packet))
    const names = run('tar', '-tf', at('packet.tar')).trim().split('\n')
    const words = names.filter((name) => name.endsWith('.json'))
    return {
      names: names.join(' '),
      ...Object.fromEntries(words.map((name) => [name, run('tar', '-xOf', at('packet.tar'), name)])),
    }
  })
}

/** The window, unlocked, with a screenshot function that asks axe each time. */
async function open() {
  opened = await launch({ station: at('station'), captures: person })
  const { window, complaints } = opened
  window.setDefaultTimeout(30_000)
  const shot = async (name: string) => {
    await opened!.screenshot(`amend-${name}`)
    expect(await violations(window)).toEqual([])
  }
  await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  return { window, complaints, shot, keyboard: window.keyboard }
}

/** Opens a person from the list by its row. */
async function openPerson(window: Page, name: string): Promise<void> {
  await window.locator('table').getByRole('link', { name, exact: true }).focus()
  await window.keyboard.press('Enter')
  await window.getByRole('heading', { name: 'Perubahan setelah disegel' }).waitFor()
}

const inEnglish = async (window: Page) => {
  await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
  await window.reload()
}

/** Issues the letter as soon as its choices are there. */
async function issueLetter(window: Page): Promise<void> {
  await window
    .getByRole('button', { name: /^Terbitkan Suket/ })
    .and(window.locator(':enabled'))
    .waitFor()
  await window.keyboard.press('F9')
  await window.getByText(/^Buka surat/).waitFor()
}

const dialogGone = (window: Page) => window.getByRole('dialog').waitFor({ state: 'hidden' })

describe('amending a sealed recording', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    for (const one of ['01', '02', '03'])
      cpSync(path.join(projectRoot, 'resources/people', one), at('people', one), { recursive: true })
    // The third has no little finger, and no penyelia was there.
    rmSync(at('people', '03', 'fingers', 'left-little.png'), { force: true })
    writeFileSync(
      at('people', '03', 'exceptions.json'),
      JSON.stringify({ 'finger-left-little': 'tidak ada sejak lahir' }),
    )
    const { code, err } = await rekam('enrol', '--station', at('station'), '--from', at('people'))
    if (code !== 0) throw new Error(err)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('mends a name and a NIK without capturing anything again; the letter that is out says so', async () => {
    const { window, complaints, shot, keyboard } = await open()
    await openPerson(window, 'CONTOH SATU')
    await shot('recording')
    await issueLetter(window)
    await keyboard.press('F7')
    await window.locator('[role=dialog] select:focus').waitFor()
    await keyboard.press('F10')
    await window.getByText('Belum ada yang berubah.').waitFor()
    await keyboard.press('Tab')
    await keyboard.type('contoh satoe')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.type('Salah ketik')
    await keyboard.press('Tab')
    await shot('correct')
    await keyboard.press('F10')
    await dialogGone(window)
    await window.getByText(/^Perbaikan data · paket nomor \d+/).waitFor()
    await window.getByRole('heading', { name: 'CONTOH SATOE', exact: true }).waitFor()
    await window.getByText(/memuat data sebelum perbaikan/).waitFor()
    await shot('corrected')
    // A wrong NIK: first the number of somebody else here, which is said; then the right one.
    await keyboard.press('F7')
    await window.locator('[role=dialog] select:focus').waitFor()
    await keyboard.type('NIK')
    await keyboard.press('Tab')
    const { nik } = JSON.parse(readFileSync(at('people', '02', 'biodata.json'), 'utf8')) as { nik: string }
    await keyboard.type(nik)
    await window.getByText(/^Rekaman lain di sini sudah memakai NIK ini/).waitFor()
    await shot('nik-taken')
    await keyboard.press('Control+A')
    await keyboard.type('5272011703850009')
    await window.getByText(/^Rekaman lain di sini/).waitFor({ state: 'hidden' })
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.type('Tidak sesuai KK atau akta')
    await keyboard.press('Tab')
    await shot('nik')
    await keyboard.press('F10')
    await dialogGone(window)
    await window
      .getByText(/^Perbaikan data · paket nomor \d+/)
      .nth(1)
      .waitFor()
    await inEnglish(window)
    await window
      .getByText(/^Correction · packet number \d+/)
      .first()
      .waitFor()
    await shot('corrected-en')
    await keyboard.press('F7')
    await window.locator('[role=dialog] select:focus').waitFor()
    await shot('correct-en')
    await keyboard.press('Escape')
    expect(complaints).toEqual([])
  })

  test('a further capture goes through the steps and is sealed as a packet of its own', async () => {
    const { window, complaints, shot, keyboard } = await open()
    await openPerson(window, 'CONTOH SATOE')
    await press(window, /^Perekaman susulan/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.type('Foto lama kabur')
    await keyboard.press('Tab')
    await shot('supplement')
    await keyboard.press('F10')
    await window.getByRole('heading', { name: 'Pas foto', exact: true }).waitFor()
    // Begun and left: the list says what waits, and it goes on where it was.
    await keyboard.press('Escape')
    const drafts = window.getByRole('region', { name: 'Titipan: belum disegel' })
    await drafts.getByText('Perekaman susulan: belum disegel').waitFor()
    await drafts.getByRole('link').focus()
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Pas foto', exact: true }).waitFor()
    await takePhoto(window)
    await shot('supplement-photo')
    for (const title of [
      'Tanda tangan',
      'Sidik jari',
      'Iris mata',
      'Telunjuk kedua kali',
      'Tinjau dan segel',
    ]) {
      await keyboard.press('F10')
      await window.getByRole('heading', { name: title, exact: true }).waitFor()
    }
    await shot('supplement-review')
    await window.getByRole('button', { name: /F10$/ }).and(window.locator(':enabled')).waitFor()
    await keyboard.press('F10')
    await window.getByText(/^Perekaman susulan · paket nomor \d+/).waitFor()
    await inEnglish(window)
    await window.getByText(/^Further capture · packet number \d+/).waitFor()
    await shot('supplemented-en')
    expect(complaints).toEqual([])
  })

  test('what waits for a penyelia is listed, is kept from sending, and goes once they said yes', async () => {
    const { window, complaints, shot, keyboard } = await open()
    const waiting = window.getByRole('region', { name: /^Menunggu persetujuan penyelia/ })
    await waiting.getByText('CONTOH TIGA').waitFor()
    await waiting.getByText(/kelingking kiri/i).waitFor()
    expect(await window.locator('table').getByText('menunggu penyelia').count()).toBe(1)
    await shot('approvals')
    await goTo(window, 'Pengiriman')
    await window.getByText('1 ditahan: menunggu penyelia atau sedang dibetulkan').waitFor()
    await shot('held')
    await goTo(window, 'Perekaman')
    await waiting.getByRole('link').focus()
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'CONTOH TIGA' }).waitFor()
    await press(window, /^Setujui pengecualian/)
    await window.getByText(/^Persetujuan pengecualian · paket nomor \d+/).waitFor()
    await shot('approved')
    await keyboard.press('Escape')
    await window.locator('table').waitFor()
    expect(await waiting.count()).toBe(0)
    await goTo(window, 'Pengiriman')
    await window.getByText('Menunggu dikirim').waitFor()
    expect(await window.getByText(/ditahan/).count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a cancelled recording says so, its letter is withdrawn, and the person can be recorded', async () => {
    const { window, complaints, shot, keyboard } = await open()
    await openPerson(window, 'CONTOH DUA')
    await issueLetter(window)
    await press(window, /^Batalkan rekaman/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.getByText(/ikut ditarik/).waitFor()
    await keyboard.press('F10')
    await window
      .getByText('Tulis alasannya')
      .or(window.locator('[role=dialog] [aria-invalid=true]'))
      .first()
      .waitFor()
    await keyboard.type('Direkam atas nama orang lain')
    await keyboard.press('Tab')
    await shot('cancel')
    await keyboard.press('F10')
    await dialogGone(window)
    await window.getByText(/^Pembatalan · paket nomor \d+/).waitFor()
    await window.getByText('dibatalkan', { exact: true }).first().waitFor()
    await window
      .getByText(/^ditarik/)
      .first()
      .waitFor()
    expect(await window.getByRole('button', { name: /^Betulkan data/ }).count()).toBe(0)
    await shot('cancelled')
    await keyboard.press('Escape')
    await window.locator('table').getByText('dibatalkan').waitFor()
    await shot('list')
    // Nothing left: neither it nor its cancellation waits to be sent. 1, 3 and their 4 amendments do.
    await goTo(window, 'Pengiriman')
    await window.getByText('6', { exact: true }).first().waitFor()
    await inEnglish(window)
    await window.getByText('Waiting to be sent').waitFor()
    await shot('sending-en')
    const { nik } = JSON.parse(readFileSync(at('people', '02', 'biodata.json'), 'utf8')) as { nik: string }
    await keyboard.press('F3')
    await window.locator('input:focus').waitFor()
    await keyboard.type(nik)
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    await keyboard.press('F10')
    await window.locator('input[name=kk]').waitFor()
    expect(complaints).toEqual([])
  })

  test('the packets say who, what and why to stock tools', () => {
    const all = packets()
    expect(all).toHaveLength(8)
    const saying = (words: string) => all.find((one) => one['amendment.json']?.includes(words))!
    const name = saying('"nama"')
    expect(JSON.parse(name['amendment.json']!)).toMatchObject({
      kind: 'correction',
      reason: 'Salah ketik',
      changes: [{ field: 'nama', old: 'CONTOH SATU', new: 'CONTOH SATOE' }],
    })
    expect(name['names']).not.toMatch(/photo|finger|iris/)
    expect(JSON.parse(name['biodata.json']!)).toMatchObject({ nama: 'CONTOH SATOE' })
    const nik = saying('5272011703850009')
    expect(JSON.parse(nik['biodata.json']!)).toMatchObject({ nik: '5272011703850009', nama: 'CONTOH SATOE' })
    expect(JSON.parse(saying('"approval"')['amendment.json']!)).toMatchObject({
      role: 'penyelia',
      exceptions: [{ slot: 'finger-left-little', reason: 'tidak ada sejak lahir' }],
    })
    expect(JSON.parse(saying('"cancellation"')['amendment.json']!)).toMatchObject({ role: 'penyelia' })
    const supplement = saying('"supplement"')
    expect(supplement['names']).toMatch(/photo\.jpg/)
    expect(supplement['names']).not.toMatch(/biodata\.json/)
  })
})
