// The queue in the real window, by the keyboard alone: numbers drawn, the next called, one absent, one begun, one not recorded again.
// Screenshots in both languages are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { launch, type Launched } from './launch.ts'
import { unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-queue-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const LONG = 'CONTOH SITI NURHALIZAH PUTRI RAHMAWATI KUSUMANINGRUM DARI RASANAE BARAT'
let opened: Launched | undefined

describe('the queue in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('from the number to the recording', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const dialog = window.getByRole('dialog')
    const shot = (name: string) => screenshot(`queue-${name}`)
    const take = async (name: string, nik = '', moment?: string) => {
      await keyboard.press('F7')
      await window.locator('[role=dialog] input:focus').waitFor()
      await keyboard.type(name)
      await keyboard.press('Enter')
      await keyboard.type(nik)
      if (moment) await shot(moment)
      await keyboard.press('F10')
      await dialog.waitFor({ state: 'hidden' })
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await keyboard.press('F4')
    await window.getByRole('heading', { name: 'Antrean', exact: true }).waitFor()
    await window.getByRole('heading', { name: 'Antrean kosong' }).waitFor()
    await shot('empty')
    // Nobody waits: a refusal that says so, and nothing else.
    await keyboard.press('F4')
    await window.getByText('Tidak ada yang diubah.').waitFor()
    await shot('refused')
    const { nik } = sampleBiodata(1)
    await take('CONTOH SATU', nik, 'take')
    await window.getByText('Nomor 1 untuk CONTOH SATU.').waitFor()
    await take('CONTOH DUA')
    await take(LONG)
    await take('CONTOH IBU HAMIL')
    // Somebody pregnant goes first.
    await window.getByRole('combobox', { name: 'Didahulukan, nomor 4' }).focus()
    await keyboard.press('ArrowDown')
    await window.getByRole('row').nth(1).getByText('CONTOH IBU HAMIL').waitFor()
    await shot('waiting')
    await keyboard.press('F4')
    await window.getByRole('region', { name: 'Dipanggil: nomor 4' }).waitFor()
    await shot('called')
    await keyboard.press('F9')
    await window.getByRole('table', { name: 'Tidak hadir' }).getByText('CONTOH IBU HAMIL').waitFor()
    await window.waitForTimeout(2100)
    await keyboard.press('F4')
    await window.getByRole('region', { name: 'Dipanggil: nomor 1' }).waitFor()
    await keyboard.press('F8')
    await window.getByText(/, 2 kali$/).waitFor()
    // The recording begins with the NIK of the number, and takes the number along.
    await keyboard.press('F10')
    await window.getByRole('heading', { name: 'Perekaman baru' }).waitFor()
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    await keyboard.press('F10')
    await window.locator('input[name=kk]').waitFor()
    await keyboard.press('F4')
    await window.getByRole('table', { name: 'Sedang direkam' }).getByText('CONTOH SATU').waitFor()
    await window.waitForTimeout(2100)
    await keyboard.press('F4')
    await window.getByRole('region', { name: 'Dipanggil: nomor 2' }).waitFor()
    await keyboard.press('F6')
    await dialog.waitFor()
    await keyboard.press('ArrowDown')
    await keyboard.press('Tab')
    await keyboard.type(sampleBiodata(2).nik)
    await shot('end')
    await keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    await window.getByText(/4 nomor, 0 selesai, 2 terbuka, 1 tidak hadir, 1 diakhiri/).waitFor()
    await shot('day')
    // A scanned NIK, from wherever one stands: whose recording is under way is opened, whose is not begins one.
    const found = window.getByRole('dialog', { name: 'Cari penduduk' })
    await keyboard.type(nik)
    await keyboard.press('Enter')
    await window.locator('input[name=kk]').waitFor()
    await keyboard.press('F4')
    await window.getByRole('heading', { name: 'Antrean', exact: true }).waitFor()
    await keyboard.type(sampleBiodata(7).nik)
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Perekaman baru' }).waitFor()
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    // The birth date finds who is under way as well; the listing has it beside the name.
    await keyboard.press('F10')
    const day = window.locator('input[name=tanggalLahir]')
    await day.focus()
    await keyboard.type('12031985')
    await keyboard.press('Escape')
    await window.getByRole('region', { name: 'Titipan: belum disegel' }).waitFor()
    for (const typed of ['12-03-1985', '12/3/1985', '12 maret 1985']) {
      await keyboard.press('F2')
      await found.waitFor()
      await keyboard.type(typed)
      // Of the two that are under way the one with that birth date.
      await expect.poll(() => found.getByRole('button').count()).toBe(1)
      await found.getByText('Titipan', { exact: true }).waitFor()
      if (typed.includes('maret')) await shot('born')
      await keyboard.press('Escape')
      await found.waitFor({ state: 'hidden' })
    }
    await keyboard.press('F4')
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.getByRole('heading', { name: 'Queue', exact: true }).waitFor()
    await window.getByRole('table', { name: 'Not there' }).waitFor()
    await shot('day-en')
    // The refusal is the one complaint that is meant.
    expect(complaints.filter((line) => !line.includes('QUEUE-EMPTY'))).toEqual([])
  })
})
