// What is done to letters in the real window, by the keyboard alone: issued with signer, paper and reason as chosen, renewed, made void
// and issued anew; and the last number on paper after a restore. Screenshots are kept in out/screens.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { violations } from './axe.ts'
import { newProfile } from './dinas-profile.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-acts-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const REASONS = ['Bencana alam', 'Berobat dengan BPJS']
let opened: Launched | undefined

async function open(folder = at('station')): Promise<Launched> {
  opened = await launch({ station: folder, env: { CUPS_SERVER: at('nobody.sock') } })
  opened.window.setDefaultTimeout(60_000)
  await unlock(opened.window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  return opened
}

/** Opens the n-th row of the list that stands on the screen. */
async function openRow(window: Page, n: number): Promise<void> {
  await window.locator('[data-row]').nth(n).focus()
  await window.keyboard.press('Enter')
}

/** Walks by Tab to the group of choices with this legend, and takes the next one. */
async function chooseNext(window: Page, legend: string): Promise<void> {
  for (let steps = 0; steps < 40; steps++) {
    const there = await window.evaluate(
      () => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent ?? '',
    )
    if (there === legend) return window.keyboard.press('ArrowRight')
    await window.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${legend}`)
}

/** The preview is drawn: the words for readers of the screen come last. */
const drawn = (window: Page) =>
  window.locator('[role=document]').getByText('SURAT KETERANGAN').waitFor({ state: 'attached' })

/** SHA-256 of what the preview shows. */
function previewed(window: Page, id: string): Promise<string> {
  return window.evaluate(async (letter) => {
    const bytes = await (await fetch(`app://station/suket/${letter}.pdf`)).arrayBuffer()
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }, id)
}

const idOf = (window: Page) => window.evaluate(() => /suket\/([0-9a-z]{26})/.exec(location.href)?.[1] ?? '')

describe('what is done to letters in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base, ['01', '02'])
    await newProfile(base, 2, (profile) => ({
      ...profile,
      policies: {
        ...profile.policies,
        suket: [{ from: '2016-09-29', allowed: 'reasons', reasons: REASONS }],
        suketTerms: { renewFromDays: 365 },
      },
    }))
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('a letter is issued as chosen, and the preview is the paper', async () => {
    const { app, window, screenshot, complaints } = await open()
    await goTo(window, 'Perekaman')
    await openRow(window, 0)
    await window
      .getByRole('button', { name: /^Terbitkan Suket/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await screenshot('suket-choices')
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('F9')
    await window.getByText('Pilih alasannya dulu.').waitFor()
    await screenshot('suket-choices-missing')
    await window.getByRole('combobox', { name: 'Alasan menurut kebijakan Dinas' }).focus()
    await window.keyboard.type('bero')
    await window.keyboard.press('Enter')
    await chooseNext(window, 'Penanda tangan')
    await chooseNext(window, 'Kertas')
    await screenshot('suket-choices-made')
    await window.keyboard.press('F9')
    await window.keyboard.press('F9')
    await drawn(window)
    await screenshot('suket-issued-as-chosen')
    await press(window, /^Buka surat/)
    await window.getByText('CAMAT RASANAE BARAT (SAMPEL), basah dan cap').waitFor()
    await drawn(window)
    await screenshot('suket-letter-camat')
    await answerDialogs(app, at('camat'))
    await window.keyboard.press('Control+P')
    await window.getByText('PRINTER-SYSTEM').waitFor()
    await window.keyboard.press('F10')
    await window.getByText(/^PDF tersimpan di/).waitFor()
    const file = readFileSync(at('camat.pdf'))
    expect(await previewed(window, await idOf(window))).toBe(createHash('sha256').update(file).digest('hex'))
    const said = execFileSync('pdftotext', ['-layout', at('camat.pdf'), '-'], { encoding: 'utf8' })
    expect(said).toContain('CONTOH CAMAT')
    expect(said).not.toContain('CONTOH KEPALA')
    expect(execFileSync('pdfinfo', [at('camat.pdf')], { encoding: 'utf8' })).toContain('609.449 x 935.433')
    expect(complaints).toEqual([])
  })

  test('a letter is renewed by another signer, made void, issued anew, and withdrawn with its recording', async () => {
    const { window, screenshot, complaints } = await open()
    await goTo(window, 'Suket')
    await openRow(window, 0)
    await drawn(window)
    const first = await idOf(window)
    await press(window, /^Perpanjang/)
    await window.locator('[role=dialog] fieldset').first().waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Pilih alasannya dulu.').waitFor()
    await window.getByRole('combobox', { name: 'Alasan menurut kebijakan Dinas' }).focus()
    await window.keyboard.type('benc')
    await window.keyboard.press('Enter')
    // As at the last letter: its signer and paper stand chosen.
    await window.locator('[role=dialog] input:checked + span', { hasText: 'CAMAT' }).waitFor()
    await chooseNext(window, 'Penanda tangan')
    await screenshot('suket-renew')
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('F10')
    await window.getByText('KEPALA DINAS (SAMPEL), basah dan cap').waitFor()
    const second = await idOf(window)
    expect(second).not.toBe(first)
    await drawn(window)
    await press(window, /^Nyatakan batal/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Isi alasan, sedikitnya tiga huruf.').waitFor()
    await screenshot('suket-void')
    expect(await violations(window)).toEqual([])
    await window.keyboard.type('Data di surat salah')
    await window.keyboard.press('F10')
    await window.getByText('dibatalkan', { exact: true }).waitFor()
    await screenshot('suket-voided')
    await press(window, /^Buka rekaman/)
    await window.getByRole('button', { name: /^Terbitkan Suket baru/ }).waitFor()
    await drawn(window)
    await screenshot('suket-again')
    await window.getByRole('combobox', { name: 'Alasan menurut kebijakan Dinas' }).focus()
    await window.keyboard.type('benc')
    await window.keyboard.press('Enter')
    await window.keyboard.press('F9')
    await window.getByText(/^471\.13\/00003\//).waitFor()
    // A letter lives as long as its recording: cancelling says whose paper to ask for, and withdraws it.
    await press(window, /^Batalkan rekaman/)
    await window.getByText(/^Suket 471\.13\/00003\/.* ikut ditarik\./).waitFor()
    await screenshot('suket-cancel-recording')
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type('Orang yang salah')
    await window.keyboard.press('F10')
    await window.getByText('Rekaman dibatalkan: Orang yang salah').waitFor()
    expect(await window.getByRole('button', { name: /^Terbitkan Suket/ }).count()).toBe(0)
    await screenshot('suket-of-cancelled')
    expect(await violations(window)).toEqual([])
    expect(complaints).toEqual([])
    await opened?.close()
    opened = undefined
    const states = await withOpenStation({ station: at('station') }, async ({ read }) =>
      read.all('SELECT seq, state, reason FROM suket ORDER BY seq'),
    )
    expect(states).toEqual([
      { seq: 1, state: 'renewed', reason: REASONS[1] },
      { seq: 2, state: 'void', reason: REASONS[0] },
      { seq: 3, state: 'withdrawn', reason: REASONS[0] },
    ])
  })

  test.skipIf(!canMount('ext4'))(
    'after a restore the last number on paper is asked for, and the gap explained',
    async () => {
      using disk = makeVolume('ext4')
      const pair = ['--disk', disk.mount, '--pair', 'rotation', '--label', 'DISK A']
      expect((await rekam('backup', ...station, ...pair)).code).toBe(0)
      const from = ['--disk', disk.mount, '--trust', at('dinas', 'root.pub')]
      const second = ['--passphrase-file', at('sandi-contoh.txt'), '--into', at('second', 'station')]
      expect((await rekam('restore', ...from, ...second)).code).toBe(0)
      const { window, screenshot, complaints } = await open(at('second', 'station'))
      await goTo(window, 'Suket')
      await window.getByText('Nomor terakhir di atas kertas belum dipastikan').waitFor()
      await screenshot('suket-resume')
      expect(await violations(window)).toEqual([])
      const last = window.getByLabel('Nomor urut terakhir di atas kertas')
      const reason = window.getByRole('combobox', { name: 'Dari mana diketahui' })
      await last.focus()
      await window.keyboard.press('Enter')
      await window.keyboard.press('Enter')
      await window.getByText('Isi dulu.').waitFor()
      await last.focus()
      await window.keyboard.type('2')
      await reason.focus()
      await window.keyboard.type('Dilihat di arsip surat')
      await window.keyboard.press('Enter')
      await press(window, /^Pastikan nomor/)
      await window.getByText('SUKET-RESUME-LOW').waitFor()
      await screenshot('suket-resume-low')
      await last.focus()
      await window.keyboard.press('Control+A')
      await window.keyboard.type('7')
      await press(window, /^Pastikan nomor/)
      await window.getByText('Nomor terakhir di atas kertas belum dipastikan').waitFor({ state: 'detached' })
      await window.keyboard.press('F7')
      await window.getByText(/^Nomor urut 4 s\.d\. 7 tahun \d{4} .* Dilihat di arsip surat\.$/).waitFor()
      await screenshot('suket-gap')
      expect(await violations(window)).toEqual([])
      expect(complaints).toEqual([])
    },
  )
})
