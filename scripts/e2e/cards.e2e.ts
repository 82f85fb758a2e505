// Cards in the real window, by the keyboard alone: blanks received, rights asked for, a misprint, a good print, the hand-over.
// Screenshots are kept in out/screens.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { manyRows } from '../../src/core/testing/many-rows.ts'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { fileReceipt } from '../../src/core/upload/index.ts'
import { openSite } from '../../src/datacenter/open-site.ts'
import { reportsFor } from '../../src/datacenter/registry/reports.ts'
import { utf8 } from '../../src/lib/bytes.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { datacenter, rekam } from './rekam.ts'
import { stationWithSites } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-cards-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const PEOPLE = ['01', '02', '03']
const ports = { mmu: 0, batam: 0 }
let opened: Launched | undefined

/** Penunggalan at the site, an hour later, and its receipts at the station. */
async function becomeReady(): Promise<void> {
  const site = await openSite(at('dinas/sites/mmu'), 'mmu', { now: () => new Date(Date.now() + 3600_000) })
  try {
    await site.work()
    await withOpenStation({ station: at('station') }, async (station) => {
      const reports = await reportsFor(site.registry.read, station.code, 0, 100)
      await station.write.transaction((tx) => {
        for (const { bytes, signature } of reports)
          fileReceipt(tx, station, { bytes: utf8(bytes), signature }, 'bag')
      })
    })
  } finally {
    await site.close()
  }
}

describe('cards in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ports.mmu = await freePort()
    ports.batam = await freePort()
    await stationWithSites(base, PEOPLE, ports)
    {
      await using _mmu = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu })
      await rekam('upload', '--station', at('station'), '--once')
    }
    await becomeReady()
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('a card goes from print-ready to its owner', async () => {
    mkdirSync(at('drive'))
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const shot = (name: string) => screenshot(`cards-${name}`)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Kartu')
    await window.getByText('3 kartu', { exact: true }).waitFor()
    await shot('ready')
    // No site answers: the cards wait, and each says why.
    await window.keyboard.press('F9')
    await window.getByText(/3 kartu masih menunggu/).waitFor()
    await window.getByRole('radio', { name: /^Menunggu hak cetak/ }).focus()
    await window.keyboard.press('Space')
    await window
      .getByText(/Situs tidak menjawab/)
      .first()
      .waitFor()
    await shot('ordered')
    // Every packet has its receipt: the orders travel in a bag of their own.
    await goTo(window, 'Pengiriman')
    await window.getByText('Pesanan dan laporan cetak kartu: 3').waitFor()
    await answerDialogs(opened.app, at('drive'))
    await press(window, /^Buat ekspor manual/)
    await window.getByRole('dialog').waitFor()
    await press(window, /^Pilih folder/)
    await window.getByRole('radio', { name: /drive/ }).waitFor()
    await shot('export')
    await window.keyboard.press('F10')
    await window.getByText(/Ekspor nomor 1 selesai, tanpa rekaman/).waitFor()
    await window.locator('canvas').waitFor()
    await shot('export-made')
    await window.keyboard.press('Escape')
    await window.getByRole('cell', { name: 'kartu: 3' }).waitFor()
    await shot('export-listed')
    await goTo(window, 'Kartu')
    await window.getByRole('radio', { name: /^Menunggu hak cetak/ }).focus()
    await window.keyboard.press('Space')
    await using _mmu = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu, refuse: 'uploads' })
    await window.keyboard.press('F9')
    await window.getByText('Hak cetak diberikan untuk 3 kartu.').waitFor()
    await window.keyboard.press('F7')
    await window.getByRole('dialog').waitFor()
    await shot('blanks-empty')
    await window.locator('[role=dialog] input[inputmode=numeric]:focus').waitFor()
    await window.keyboard.type('50')
    await window.keyboard.press('Enter')
    await window.keyboard.type('Dinas, surat 471.13/1')
    await window.keyboard.press('F10')
    await window.getByText('Diterima · Dinas, surat 471.13/1').waitFor()
    await shot('blanks')
    await window.keyboard.press('Escape')
    await window.getByRole('radio', { name: /^Menunggu hak cetak/ }).focus()
    await window.keyboard.press('ArrowRight')
    await window
      .getByText(/Boleh dicetak: dari mmu/)
      .first()
      .waitFor()
    await shot('granted')
    const row = () => window.locator('[data-row]').first()
    await row().focus()
    await window.keyboard.press('Enter')
    await window.getByRole('dialog').waitFor()
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('Tab')
    await window.keyboard.type('Pita macet')
    await shot('misprint')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await row().focus()
    await window.keyboard.press('Enter')
    await window.getByRole('dialog').waitFor()
    await shot('print')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByRole('radio', { name: /^Boleh dicetak/ }).focus()
    await window.keyboard.press('ArrowRight')
    await window
      .getByText(/^Siap diserahkan/)
      .nth(1)
      .waitFor()
    await row().focus()
    await window.keyboard.press('Enter')
    await window.getByRole('dialog').waitFor()
    await window.getByRole('radio', { name: /Wajah cocok/ }).focus()
    await window.keyboard.press('Space')
    await window.keyboard.press('Tab')
    await window.keyboard.type('CONTOH PENERIMA')
    await shot('hand-over')
    await window.keyboard.press('F10')
    await window.getByText('Kartu diserahkan. Kasus selesai.').waitFor()
    await shot('handed')
    await window.keyboard.press('F10')
    await window.getByRole('radio', { name: /^Siap diserahkan/ }).focus()
    await window.keyboard.press('ArrowRight')
    await window.getByText(/Diterima oleh CONTOH PENERIMA/).waitFor()
    await shot('issued')
    // The line was quicker than the courier: nothing in the bag is open any more.
    await goTo(window, 'Pengiriman')
    await window.getByText('dijawab 3 dari 3').waitFor()
    expect(complaints).toEqual([])
  })

  test('after a restore that lost cards a supervisor says what became of them', async () => {
    await withOpenStation({ station: at('station') }, (station) =>
      station.write.transaction((tx) => tx.run(`DELETE FROM card WHERE state = 'granted'`)),
    )
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Kartu')
    await window.getByRole('radio', { name: /^Menurut pusat/ }).focus()
    await window.keyboard.press('Space')
    await window.getByText('Menurut pusat sudah diminta').first().waitFor()
    await screenshot('cards-claimed')
    await window.locator('[data-row]').first().focus()
    await window.keyboard.press('Enter')
    await window.getByRole('dialog').waitFor()
    await window.keyboard.press('Tab')
    await window.keyboard.type('Ada di laci kedua')
    await screenshot('cards-claimed-here')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByRole('radio', { name: /^Siap diserahkan/ }).focus()
    await window.keyboard.press('Space')
    await window.getByText('1 kartu', { exact: true }).waitFor()
    expect(complaints).toEqual([])
  })

  test('thousands of cards: the rows in sight are drawn, and all are reached by the keyboard', async () => {
    await withOpenStation({ station: at('station') }, (station) => manyRows(station, 12_000))
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Kartu')
    await window.getByRole('radio', { name: /^Menunggu hak cetak/ }).focus()
    await window.keyboard.press('Space')
    await window.getByText('2.000 kartu', { exact: true }).waitFor()
    const drawn = () => window.locator('tbody tr').count()
    const row = window.locator('[data-row]')
    await row.first().focus()
    for (let page = 0; page < 12; page++) {
      expect(await drawn()).toBeLessThan(200)
      await window.keyboard.press('PageDown', { delay: 100 })
    }
    // Beyond the first page of a hundred.
    const place = window.locator('tr:focus-within')
    await expect.poll(async () => Number(await place.getAttribute('aria-rowindex'))).toBeGreaterThan(110)
    expect(await drawn()).toBeLessThan(200)
    await screenshot('cards-many')
    await window.getByRole('textbox', { name: 'Cari nama atau NIK' }).fill('KE-1108')
    await window.getByText('3 kartu', { exact: true }).waitFor()
    await screenshot('cards-found')
    expect(complaints).toEqual([])
  })
})
