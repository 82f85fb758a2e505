// The residents' list in the real window, by the keyboard alone: no list yet, the Dinas' file with its columns and its bad rows, the search of
// 50,000 while somebody types, a resident, and from there the recording. In both languages under axe. Screenshots are kept in out/screens.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeList } from '../bench/residents/make-list.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const ROWS = 50_000
const base = mkdtempSync(path.join(tmpdir(), 'rekam-residents-'))
const at = (...parts: string[]) => path.join(base, ...parts)
let opened: Launched | undefined

const LONG = 'Raden Ayu Siti Nurhayatiningrum Kusumawardhani Prawirodirdjo Suryaningrat Wibisono'

describe('residents in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    await makeList(at('daftar.csv'), ROWS)
    appendFileSync(
      at('daftar.csv'),
      `5272014101850001,,${LONG},Bima,01-01-1985,P,,,,,Kelurahan Yang Namanya Panjang Sekali\n5.27201E+15,,=SUM(A1),,01-01-1985,P,,,,,\n`,
    )
    writeFileSync(at('kecil.csv'), 'Kolom A;Kolom B;Kolom C\n5272010101850009;SITI TAMBAHAN;17-08-1985\n')
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('from no list to a recording', async () => {
    opened = await launch({ station: at('station') })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const choose = async (file: string) => {
      await answerDialogs(app, file)
      await window.locator('button:focus', { hasText: 'Pilih' }).press('Enter')
    }
    const looked = async (name: string) => {
      await screenshot(`residents-${name}`)
      expect({ name, found: await violations(window) }).toEqual({ name, found: [] })
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Penduduk')
    await window.getByText('Belum ada daftar penduduk').waitFor()
    await looked('none')

    await window.keyboard.press('F9')
    await window.getByRole('heading', { name: 'Masukkan daftar' }).waitFor()
    await window.getByPlaceholder('Belum ada berkas yang dipilih').waitFor()
    await choose(at('sandi-contoh.txt'))
    await window.getByText('Berkas ini tidak berisi baris penduduk.').waitFor()
    await looked('refused')
    await choose(at('daftar.csv'))
    await window.getByText('Kolom ditebak dari namanya').waitFor()
    await looked('columns')
    await window.keyboard.press('F10')
    await window.getByRole('progressbar').waitFor()
    await screenshot('residents-importing')
    await window.getByText('Daftar sudah dimasukkan, sebagian baris tidak').waitFor()
    await window.getByText('NIK dibulatkan oleh lembar kerja', { exact: false }).waitFor()
    await looked('outcome')
    await answerDialogs(app, at('ditolak'))
    await window.keyboard.press('F8')
    await expect.poll(() => existsSync(at('ditolak.csv'))).toBe(true)
    expect(readFileSync(at('ditolak.csv'), 'utf8')).toContain("'=SUM(A1)")

    await window.keyboard.press('Escape')
    await window.getByText('50.001 penduduk', { exact: false }).waitFor()
    const search = window.getByLabel('NIK, No. KK, nama, tanggal lahir, atau desa')
    await search.and(window.locator(':focus')).waitFor()
    await window.locator('[data-row]').first().waitFor()
    await looked('list')
    const first = () => window.locator('[data-row]').first().innerText()
    const drawn = () => window.locator('[data-row]').count()
    await window.keyboard.type('nurhayatiningrm kusumawardani', { delay: 30 })
    await expect.poll(first).toBe(LONG.toUpperCase())
    await window.getByText('mirip').waitFor()
    await looked('like')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('moh hasan', { delay: 30 })
    await expect.poll(first).toContain('MUHAMMAD')
    await looked('sound')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('xxqqzz', { delay: 30 })
    await window.getByText('Tidak ada yang cocok').waitFor()
    await looked('none-found')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('siti', { delay: 30 })
    await expect.poll(first).toMatch(/^SITI/)
    // Down without an end: what only holds the word follows what begins so, and few rows are drawn.
    await window.locator('[data-row]').first().focus()
    for (let page = 0; page < 40; page++) await window.keyboard.press('PageDown', { delay: 33 })
    await expect
      .poll(async () => Number(await window.locator('tr[data-index]').last().getAttribute('data-index')))
      .toBeGreaterThan(300)
    expect(await drawn()).toBeLessThan(200)
    await screenshot('residents-scrolled')

    await search.focus()
    await window.keyboard.press('Control+A')
    await window.keyboard.type('raden ayu', { delay: 30 })
    await expect.poll(first).toBe(LONG.toUpperCase())
    await window.locator('[data-row]').first().focus()
    await window.keyboard.press('Enter')
    await window.getByText('Menurut daftar Dinas').waitFor()
    await looked('one')
    await window.keyboard.press('F10')
    await window.getByRole('heading', { name: 'Perekaman baru' }).waitFor()
    await expect.poll(() => window.locator('input:focus').inputValue()).toBe('527201 410185 0001')

    // Somebody whose number was drawn without a NIK is looked up by the name, or a birth date, and the number goes along.
    await window.keyboard.press('F4')
    await window.getByRole('heading', { name: 'Antrean', exact: true }).waitFor()
    await window.keyboard.press('F7')
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type(LONG)
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.keyboard.press('F4')
    await window.getByRole('region', { name: 'Dipanggil: nomor 1' }).waitFor()
    await window.keyboard.press('F10')
    await window.getByText(`Dipanggil dari antrean: ${LONG}`).waitFor()
    await looked('called')
    await window.keyboard.press('F9')
    await expect.poll(() => search.inputValue()).toBe(LONG)
    await expect.poll(first).toBe(LONG.toUpperCase())
    await window.getByText(/^50\.001 penduduk/).waitFor()
    await search.focus()
    await window.keyboard.press('Control+A')
    await window.keyboard.type('01-01-1985 kusumawardhani')
    await expect.poll(first).toBe(LONG.toUpperCase())
    await window.locator('[data-row]').first().focus()
    await window.keyboard.press('Enter')
    await window.getByText('Menurut daftar Dinas').waitFor()
    await window.keyboard.press('F10')
    await window.getByText(`Dipanggil dari antrean: ${LONG}`).waitFor()
    await expect.poll(() => window.locator('input:focus').inputValue()).toBe('527201 410185 0001')
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    await window.keyboard.press('F10')
    await window.locator('input[name=kk]').waitFor()
    await window.keyboard.press('F4')
    await window.getByRole('table', { name: 'Sedang direkam' }).getByText(LONG).waitFor()

    // A file without known names: the columns are chosen by the keyboard, and known the next time.
    await goTo(window, 'Penduduk')
    await window.keyboard.press('F9')
    await choose(at('kecil.csv'))
    await window.getByText('Pilih dahulu kolom untuk: NIK, Nama, Tanggal lahir.').waitFor()
    await looked('unknown-columns')
    // The beginning of a word chooses it.
    for (const [column, field] of [
      ['Kolom A', 'NIK'],
      ['Kolom B', 'Nama'],
      ['Kolom C', 'Tang'],
    ] as const) {
      await window.getByLabel(`Isi kolom ${column}`).focus()
      await window.keyboard.type(field)
    }
    await window.getByText('Kolom ditebak dari namanya').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Daftar sudah dimasukkan', { exact: true }).waitFor()
    await window.keyboard.press('Escape')
    await window.getByText('50.002 penduduk', { exact: false }).waitFor()
    await window.keyboard.press('F9')
    await choose(at('kecil.csv'))
    await window.getByText('Kolom dipilih seperti pada berkas sebelumnya').waitFor()
    expect(complaints).toEqual([])
  })

  test('in English', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.locator('input[type=password]').waitFor()
    await window.keyboard.type(readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await window.keyboard.press('Enter')
    await window.getByRole('link', { name: 'Residents' }).waitFor()
    await goTo(window, 'Residents')
    await window.locator('[data-row]').first().waitFor()
    for (const [key, name, ready] of [
      ['', 'list', 'residents, from'],
      ['F9', 'import', 'File of the Dinas'],
    ] as const) {
      if (key !== '') await window.keyboard.press(key)
      await window.getByText(ready, { exact: false }).first().waitFor()
      await screenshot(`residents-${name}-en`)
      expect({ name, found: await violations(window) }).toEqual({ name, found: [] })
    }
    expect(complaints).toEqual([])
  })
})
