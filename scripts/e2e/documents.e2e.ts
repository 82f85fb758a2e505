// PDFs at the step of the papers, in the real window: each page is seen before it is kept, turned and dropped; what is locked or broken says so. From a
// file and from the scanner's folder. Screenshots, axe on each screen.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, callUp, press, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-documents-'))
const at = (...parts: string[]) => path.join(base, ...parts)
let opened: Launched

/** A scan of so many pages, each with its number written large. */
async function scan(pages: number): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont(StandardFonts.HelveticaBold)
  for (let page = 1; page <= pages; page++) {
    const paper = pdf.addPage([595, 842])
    paper.drawText(`CONTOH ${page}`, { x: 60, y: 700, size: 80, font })
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }))
}

beforeAll(async () => {
  mkdirSync(at('pindai'))
  const whole = await scan(3)
  writeFileSync(at('pindai', 'akta.pdf'), await scan(2))
  writeFileSync(at('kk.pdf'), whole)
  writeFileSync(at('rusak.pdf'), whole.subarray(0, whole.length / 3))
  const locked = whole.toString('latin1').replace('trailer\n<<', 'trailer\n<<\n/Encrypt 1 0 R')
  writeFileSync(at('terkunci.pdf'), Buffer.from(locked, 'latin1'))
  await sampleStation(base)
  opened = await launch({ station: at('station') })
  opened.window.setDefaultTimeout(30_000)
}, 300_000)
afterAll(async () => {
  await opened.close()
  rmSync(base, { recursive: true, force: true })
})

test('every page is seen before it is kept; pages are turned and dropped', { timeout: 300_000 }, async () => {
  const { window, app, complaints, screenshot } = opened
  const { keyboard } = window
  const dialog = window.getByRole('dialog')
  const choose = (name: string) => window.locator('main input[type=file]').setInputFiles(at(name))
  await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  await callUp(window, sampleBiodata(1).nik)
  await press(window, /Dokumen(?:boleh menyusul)?$/)
  await window.getByRole('heading', { name: 'Dokumen', exact: true }).waitFor()
  for (const [name, words] of [
    ['rusak.pdf', /berkas PDF ini rusak atau terpotong/],
    ['terkunci.pdf', /dikunci dengan kata sandi/],
  ] as const) {
    await choose(name)
    await dialog.getByText(words).waitFor()
    await screenshot(`documents-${name.replace('.pdf', '')}`)
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  await choose('kk.pdf')
  await dialog.getByRole('img', { name: 'Halaman 1 dari 3' }).waitFor()
  await screenshot('documents-page')
  await dialog.getByRole('button', { name: /^Halaman berikutnya/ }).waitFor()
  await keyboard.press('F10')
  await dialog.getByRole('img', { name: 'Halaman 2 dari 3' }).waitFor()
  await keyboard.press('Delete')
  await dialog.getByText('tidak ikut disimpan').waitFor()
  await keyboard.press('F10')
  await dialog.getByRole('img', { name: 'Halaman 3 dari 3' }).waitFor()
  await keyboard.press('r')
  await screenshot('documents-turned')
  await dialog.getByRole('button', { name: /^Simpan dokumen/ }).waitFor()
  await keyboard.press('F10')
  await dialog.waitFor({ state: 'hidden' })
  await window.getByText(/^2 halaman/).waitFor()
  await window.locator('main canvas').nth(1).waitFor()
  await screenshot('documents-kept')
  // From the scanner's folder: the same pages, the same keys.
  await answerDialogs(app, at('pindai'))
  await press(window, /^Folder pemindai$/)
  await dialog.waitFor()
  await keyboard.press('F9')
  await dialog.getByText('akta.pdf').click()
  await dialog.getByRole('img', { name: 'Halaman 1 dari 2' }).waitFor()
  await keyboard.press('PageDown')
  await dialog.getByRole('img', { name: 'Halaman 2 dari 2' }).waitFor()
  await keyboard.press('F10')
  await dialog.waitFor({ state: 'hidden' })
  await window.getByRole('list', { name: 'Dokumen' }).getByRole('button').nth(1).waitFor()
  expect(complaints.filter((line) => !line.includes('DOCUMENT-UNREADABLE'))).toEqual([])
})
