// What is carried by hand, in the real window by the keyboard alone: an export in parts for small media, handed over, arrived, answered; one
// that is overdue, on every screen, and lost; and the end of the way: a misprint, its destruction, the hand-over for the letter.
// Screenshots are kept in out/screens.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { openSite } from '../../src/datacenter/open-site.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { datacenter, rekam } from './rekam.ts'
import { stationWithSites } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-bags-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const ports = { mmu: 0, batam: 0 }
const DAY_MS = 86_400_000
let opened: Launched | undefined

/** Megabytes, as a person types them, of a medium that takes the first two packets and not the third. */
function twoOfThree(): Promise<string> {
  return withOpenStation({ station: at('station') }, async ({ read }) => {
    const [one, two, three] = read
      .all<{ bytes: number }>('SELECT bytes FROM recording ORDER BY seq')
      .map(({ bytes }) => bytes + 2 * 128 * 1024)
    return ((4 * 1024 ** 2 + one! + two! + three! / 2) / 1e6).toFixed(3).replace('.', ',')
  })
}

/** The window with the station open, and a way to keep what is seen. */
async function open(prefix: string) {
  opened = await launch({ station: at('station') })
  const { window, screenshot } = opened
  window.setDefaultTimeout(60_000)
  await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  return { ...opened, shot: (name: string) => screenshot(`${prefix}-${name}`) }
}

/** Opens the bag in the n-th row of the list, the newest first. */
async function openBag(window: Page, n: number): Promise<void> {
  const row = window.locator('tr button[data-row]').nth(n)
  await row.focus()
  await window.keyboard.press('Enter')
  await window.getByRole('dialog').waitFor()
}

const closed = (window: Page) => window.getByRole('dialog').waitFor({ state: 'hidden' })
const folders = () => readdirSync(at('drive')).toSorted()

describe('what is carried by hand', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ports.mmu = await freePort()
    ports.batam = await freePort()
    await stationWithSites(base, ['01', '02', '03'], ports)
    for (const folder of ['drive', 'answers']) mkdirSync(at(folder))
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('an export is made for a small medium in parts; the first is handed over, arrives and is answered', async () => {
    const size = await twoOfThree()
    const { app, window, shot, complaints } = await open('bags')
    await goTo(window, 'Pengiriman')
    await answerDialogs(app, at('drive'))
    await press(window, /^Buat ekspor manual/)
    await window.getByRole('dialog').waitFor()
    await press(window, /^Pilih folder/)
    await window.getByRole('radio', { name: /drive/ }).waitFor()
    const medium = window.getByLabel('Untuk media')
    await medium.focus()
    await window.keyboard.type('CD')
    await window.getByText('Perlu 1 media sebesar itu.').waitFor()
    await shot('medium-cd')
    await medium.focus()
    await window.keyboard.press('End')
    await window.getByLabel('Ukuran media (MB)').waitFor()
    await window.locator('[role=dialog] input[inputmode=decimal]:focus').waitFor()
    await window.keyboard.type('4')
    await window.getByText('Isi angka, sedikitnya 5 MB.').waitFor()
    await shot('medium-too-small')
    await window.keyboard.press('Control+A')
    await window.keyboard.type(size)
    await window.getByText('Perlu 2 media sebesar itu.').waitFor()
    await shot('medium-own')
    await window.keyboard.press('F10')
    await window.getByText('Ekspor nomor 1 selesai: 2 rekaman.').waitFor()
    await window.getByText(/1 rekaman belum muat di drive ini/).waitFor()
    await window.locator('[role=dialog] canvas').waitFor()
    await shot('part-1')
    await window.keyboard.press('F10')
    // The same form, for what is left.
    await window.getByLabel('Untuk media').waitFor()
    await window.getByText('Perlu 1 media sebesar itu.').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Ekspor nomor 2 selesai: 1 rekaman.').waitFor()
    await window.locator('[role=dialog] canvas').waitFor()
    await window.keyboard.press('Escape')
    await closed(window)
    expect(folders()).toEqual(['REKAM-5272-01-A-1', 'REKAM-5272-01-A-2'])
    await window.getByText('belum diserahkan · bagian 1, 1 rekaman menyusul').waitFor()
    await openBag(window, 1)
    await press(window, /^Serahkan/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type('Contoh Kurir')
    await window.keyboard.press('F10')
    await window.getByText('Isi nomor telepon, misalnya 0812 0000 0000.').waitFor()
    await window.keyboard.press('Tab')
    await window.keyboard.type('0812 0000 0000')
    await shot('hand-over')
    await window.keyboard.press('F10')
    await window.getByText(/diserahkan, Contoh Kurir, 0812 0000 0000/).waitFor()
    await shot('handed-over')
    await press(window, /^Sudah tiba/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type('Contoh Penerima')
    await window.keyboard.press('F10')
    await window.getByText(/tiba di tujuan, Contoh Penerima/).waitFor()
    await shot('arrived')
    await window.keyboard.press('Escape')
    await closed(window)
    const bag = at('drive', folders()[0]!)
    const site = ['--site', at('dinas/sites/mmu')]
    const { answer } = (await rekam('intake', '--bag', bag, ...site, '--out', at('answers'), '--json')).json<{
      answer: string
    }>()
    await answerDialogs(app, answer)
    await press(window, /^Baca tanda terima/)
    await window.getByText('dijawab 2 dari 2 · bagian 1, 1 rekaman menyusul').waitFor()
    await shot('answered')
    expect(complaints).toEqual([])
  })

  test('one that stays away too long is said on every screen, on the board, its lists and its report, until it is lost', async () => {
    const handed = new Date(Date.now() - 10 * DAY_MS).toISOString()
    await withOpenStation({ station: at('station') }, (station) =>
      station.write.transaction((tx) =>
        tx.run(
          `UPDATE bag SET state = 'handed-over', handed_at = ?, handed_to = 'Contoh Sopir dengan nama yang panjang sekali', telephone = '0812 1111 1111' WHERE seq = 2`,
          [handed],
        ),
      ),
    )
    const { window, shot, complaints } = await open('bags')
    const lamp = window.getByRole('link', { name: '1 ekspor lewat waktunya' })
    await lamp.waitFor()
    await shot('lamp')
    for (const room of ['Perekaman', 'Cadangan', 'Kartu']) {
      await goTo(window, room)
      await lamp.waitFor()
    }
    await goTo(window, 'Papan')
    await window.getByText(/1 ekspor melewati batas waktu, sejak/).waitFor()
    await shot('board')
    await window.keyboard.press('F7')
    const item = window.getByText('Tidak ada ekspor yang melewati batas waktu')
    await item.first().waitFor()
    expect(await item.count()).toBe(2)
    await shot('day')
    await goTo(window, 'Papan')
    await window.keyboard.press('F8')
    await window.getByText('1 melewati batas waktu').waitFor()
    await shot('report')
    await lamp.focus()
    await window.keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Pengiriman', exact: true }).waitFor()
    await window.getByText('1 ekspor melewati batas waktu').waitFor()
    await openBag(window, 0)
    await window.getByText(/Telepon pembawa: Contoh Sopir dengan nama yang panjang sekali/).waitFor()
    await shot('overdue')
    await press(window, /^Hilang/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type('Hilang di kurir')
    await shot('lost-form')
    await window.keyboard.press('F10')
    await window
      .getByText(/^hilang/)
      .first()
      .waitFor()
    await window.keyboard.press('Escape')
    await closed(window)
    await lamp.waitFor({ state: 'hidden' })
    // What was in it goes out again without further words.
    await window.getByText(/^1 rekaman, /).waitFor()
    await shot('lost')
    expect(complaints).toEqual([])
  })

  test('a misprint goes to the stack and is destroyed with its record; the owner is checked, and the letter comes back', async () => {
    {
      await using _mmu = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu })
      await rekam('upload', '--station', at('station'), '--once')
    }
    const site = await openSite(at('dinas/sites/mmu'), 'mmu', { now: () => new Date(Date.now() + 3600_000) })
    await site.work()
    await site.close()
    await using _open = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu, refuse: 'uploads' })
    await rekam('upload', '--station', at('station'), '--once')
    const [first] = (await rekam('list', '--station', at('station'), '--json')).json<{
      recordings: { id: string; name: string }[]
    }>().recordings
    await rekam('suket', 'issue', first!.id, '--station', at('station'), '--out', at('surat.pdf'))
    const { window, shot, complaints } = await open('bags')
    await goTo(window, 'Kartu')
    await window.getByText('3 kartu', { exact: true }).waitFor()
    await window.keyboard.press('F7')
    await window.locator('[role=dialog] input[inputmode=numeric]:focus').waitFor()
    await window.keyboard.type('10')
    await window.keyboard.press('Enter')
    await window.keyboard.type('Dinas, surat 471.13/1')
    await window.keyboard.press('F10')
    await window.getByText('Diterima · Dinas, surat 471.13/1').waitFor()
    await window.keyboard.press('Escape')
    await closed(window)
    const card = window
      .locator('[data-row]', { hasText: first!.name })
      .or(window.locator('tr', { hasText: first!.name }).locator('[data-row]'))
    const openCard = async () => {
      await card.first().focus()
      await window.keyboard.press('Enter')
      await window.getByRole('dialog').waitFor()
    }
    const toState = async (name: RegExp) => {
      const radio = window.getByRole('radio', { name })
      // A dialog that closed gives the focus back a moment later.
      await expect
        .poll(async () => {
          await radio.focus()
          await window.keyboard.press('Space')
          return radio.isChecked()
        })
        .toBe(true)
      // One that is only ready has nothing to be opened.
      await window.locator('tr', { hasText: first!.name }).waitFor()
    }
    await window.keyboard.press('F9')
    await window.getByText('Hak cetak diberikan untuk 3 kartu.').waitFor()
    await toState(/^Boleh dicetak/)
    await openCard()
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('Tab')
    await window.keyboard.type('Chip tidak terbaca')
    await shot('misprint')
    await window.keyboard.press('F10')
    await closed(window)
    await window.keyboard.press('F7')
    await window.getByText(/Gagal cetak · .* · Chip tidak terbaca/).waitFor()
    await window.getByRole('radio', { name: 'Terima', exact: true }).focus()
    for (let n = 0; n < 3; n++) await window.keyboard.press('ArrowRight')
    await window.getByLabel('Tempat', { exact: true }).waitFor()
    await window.keyboard.press('Tab')
    await window.keyboard.press('Tab')
    await window.keyboard.type('Kantor kecamatan')
    await window.keyboard.press('Tab')
    await window.keyboard.type('Contoh Saksi Satu')
    await window.keyboard.press('F10')
    await window.getByText('Sebutkan dua sampai empat saksi.').waitFor()
    await window.keyboard.type(', Contoh Saksi Dua')
    await shot('destroy')
    await window.keyboard.press('F10')
    await window.getByRole('dialog', { name: 'Berita acara' }).locator('canvas').waitFor()
    await shot('destruction-record')
    await window.keyboard.press('Escape')
    await window.getByText('Dimusnahkan').first().waitFor()
    await shot('blanks-ledger')
    await window.keyboard.press('Escape')
    await closed(window)
    await toState(/^Siap cetak/)
    await window.keyboard.press('F9')
    await window.getByText('Hak cetak diberikan untuk 1 kartu.').waitFor()
    await toState(/^Boleh dicetak/)
    await openCard()
    await window.keyboard.press('F10')
    await closed(window)
    await toState(/^Siap diserahkan/)
    await openCard()
    await window.keyboard.press('F10')
    await window.getByRole('alert').getByText('Wajib diisi.').waitFor()
    await window.getByRole('radio', { name: /Sidik jari cocok dengan chip/ }).focus()
    await window.keyboard.press('Space')
    await window.keyboard.press('Tab')
    await window.keyboard.type('CONTOH PENERIMA')
    await shot('card-hand-over')
    await window.keyboard.press('F10')
    await window.getByText('Kartu diserahkan. Kasus selesai.').waitFor()
    await window.getByText(/^Minta kembali Suket .* dari penerima\.$/).waitFor()
    await shot('card-handed')
    await window.keyboard.press('F10')
    await closed(window)
    await opened!.close()
    opened = undefined
    const ended = await withOpenStation({ station: at('station') }, async ({ read }) => ({
      letter: read.all('SELECT state FROM suket'),
      status: read.get('SELECT status FROM recording_status WHERE recording = ?', [first!.id]),
      stock: read.get('SELECT sum(change) AS stock, sum(spoilt) AS spoilt FROM blank_entry'),
    }))
    expect(ended).toEqual({
      letter: [{ state: 'withdrawn' }],
      status: { status: 'CARD_ISSUED' },
      stock: { stock: 8, spoilt: 0 },
    })
    expect(existsSync(at('surat.pdf'))).toBe(true)
    expect(complaints).toEqual([])
  })
})
