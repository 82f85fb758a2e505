// A whole recording with scanners over SBI in the real window, by the keyboard alone: a scanner that dies in mid-capture and comes back,
// three of four fingers, one that hangs, a worn finger; then the packet is opened by stock tools.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch } from './launch.ts'
import { record, type Scan, scanAll, unlock } from './operator.ts'
import type { SbiSimulator } from './rekam.ts'
import { scannerStation } from './scanner-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-scanners-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(person, 'biodata.json'), 'utf8')))
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()

let scanner: SbiSimulator

beforeAll(async () => {
  scanner = await scannerStation(base)
}, 300_000)
afterAll(async () => {
  await scanner[Symbol.asyncDispose]()
})

test('a resident is recorded whatever the scanners do, with no restart', { timeout: 300_000 }, async () => {
  const { window, screenshot, complaints, close } = await launch({
    station: at('station'),
    args: [`--matcher=${scanner.control}`],
  })
  window.setDefaultTimeout(60_000)
  const shot = (name: string) => screenshot(`scanner-${name}`)
  const f9 = window.getByRole('button', { name: /F9$/ }).and(window.locator(':enabled'))
  const press = async () => {
    await f9.waitFor()
    await window.keyboard.press('F9')
  }
  const fault = (name: string) => scanner.tell('/admin/fault', { fault: name, times: 1 })

  const fingers = async () => {
    await window.getByText('REKAM SAMPEL-442 SAMPEL-F-0001 siap').waitFor()
    await window.getByRole('img', { name: 'Gambar langsung dari alat' }).waitFor()
    await shot('live')
    await scanner.tell('/admin/status', { type: 'Finger', status: 'Busy' })
    await window.getByText('REKAM SAMPEL-442 SAMPEL-F-0001 sedang dipakai').waitFor()
    await scanner.tell('/admin/reset')
    await scanner.tell('/admin/fault', { fault: 'foreign-root' })
    await window.getByText('REKAM SAMPEL-442 SAMPEL-F-0001 tidak dipercaya profil stasiun').waitFor()
    await shot('untrusted')
    await scanner.tell('/admin/reset')
    await fault('die')
    await press()
    await window.getByText('Hubungan dengan alat terputus.').waitFor()
    await window.getByText(/^Pemindai jari belum terhubung/).waitFor()
    await shot('died')
    await scanner.tell('/admin/start')
    await press()
    await window.getByText('Letakkan empat jari kiri di kaca, lalu F9.').waitFor()
    await fault('swapped-hands')
    await press()
    await window
      .getByText('Tangan tertukar: yang diminta telunjuk kiri, yang terbaca tangan sebelah.')
      .waitFor()
    await shot('swapped')
    await fault('missing-finger')
    await press()
    await window.getByText('Jari manis kiri belum terbaca: 3 dari 4 jari.').waitFor()
    await shot('three-of-four')
    await press()
    await window.getByText('Letakkan kedua jempol di kaca, lalu F9.').waitFor()
    await fault('hang')
    await press()
    await window.getByText(/^Sedang membaca/).waitFor()
    await shot('reading')
    await window.keyboard.press('Escape')
    await window.getByText('Pengambilan dihentikan.').waitFor()
    await scanner.tell('/admin/score', { part: 'left-thumb', scores: [20, 25, 30, 28] })
    await press()
    for (const tries of [2, 3, 4]) {
      await window.getByText(`percobaan ${tries} dari 4`).waitFor()
      if (tries === 2) await shot('retry')
      await press()
    }
    await window.getByText('Semua sudah ada. F10 untuk meneruskan.').waitFor()
  }
  /** The index finger is worn, say: the next finger of the hand serves too. */
  const anotherFinger = async () => {
    await window.getByText('Cocok dengan yang pertama').waitFor()
    await window.keyboard.press('F7')
    await window.getByRole('heading', { name: 'jari tengah kanan kedua kali' }).waitFor()
    await window
      .getByRole('button', { name: /^Ambil ini saja/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await window.keyboard.press('Enter')
    await window.getByText('Cocok dengan yang pertama').waitFor()
    await shot('other-finger')
  }
  const scan: Scan = async (page: Page, groups, step) => {
    if (step === 'fingers') return fingers()
    await scanAll(page, groups)
    if (step === 'second') await anotherFinger()
  }
  try {
    await unlock(window, passphrase())
    await record(window, { biodata, village: 'Paruga' }, (name) => shot(name), { scan })
    expect(complaints).toEqual([])
  } finally {
    await close()
  }
})

test('the packet holds records after ISO 19794, who took them, and what the scanner signed', () => {
  const [packet] = globSync('packets/*/*.rkp', { cwd: at('station') })
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: base })
  run('age', '-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), at('station', packet!))
  const members = run('tar', '-tf', at('packet.tar')).trim().split('\n')
  expect(members.filter((name) => name.endsWith('.fir'))).toHaveLength(13)
  expect(members.filter((name) => name.endsWith('.iir'))).toHaveLength(2)
  expect(members.filter((name) => name.endsWith('-signed.json'))).toHaveLength(15)
  const { captures } = JSON.parse(run('tar', '-xOf', at('packet.tar'), 'capture.json')) as {
    captures: {
      slot: string
      score?: number
      attempts: number
      match?: string
      identity?: { serial: string }
    }[]
  }
  const of = (slot: string) => captures.find((capture) => capture.slot === slot)
  expect(of('finger-left-thumb')).toMatchObject({ score: 30, attempts: 4 })
  expect(of('second-right-index')).toMatchObject({ match: 'same', identity: { serial: 'SAMPEL-F-0001' } })
})
