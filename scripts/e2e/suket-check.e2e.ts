// What a letter is worth that somebody brings, in the terminal and in the window: by file, PDF, paste, scanner, standard input and camera.
// Each kind gets its own answer, offline. Screenshots are kept in out/screens.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { formBomb, pdfOf, pictureBomb, pngOf } from '../../src/core/suket/testing/bombs.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, unlock } from './operator.ts'
import { makeQrLetters, type QrLetters, qrPicture } from './qr-letters.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-check-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const HEADLINES = {
  valid: 'Suket ini asli dan masih berlaku.',
  withdrawn: 'Suket ini asli, tetapi sudah ditarik, diganti, atau dibatalkan.',
  expired: 'Suket ini asli, tetapi masa berlakunya sudah habis.',
  altered: 'Isi QR ini diubah. Jangan diterima.',
  'unknown-issuer': 'Penerbit surat ini tidak dikenal stasiun ini.',
  'not-a-suket': 'Ini bukan QR sebuah Suket.',
} as const
const KINDS = Object.keys(HEADLINES) as (keyof typeof HEADLINES)[]
let letters: QrLetters
let opened: Launched | undefined

describe('the check of a letter', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base, ['01', '02'])
    letters = await makeQrLetters(at('station'), base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('the terminal gives each its own answer, from pictures, a PDF, text and standard input', async () => {
    const verify = (source: string, ...more: string[]) => rekam('suket', 'verify', source, ...more, '--json')
    const here = ['--station', at('station')]
    const away = ['--trust', at('dinas', 'root.pub')]
    for (const kind of KINDS) {
      const ran = await verify(letters[kind], ...here)
      expect(ran.json()).toMatchObject({ verdict: kind })
      expect(ran.code).toBe(kind === 'valid' ? 0 : 1)
    }
    // Elsewhere nobody knows that it was withdrawn; everything else is the same.
    for (const kind of KINDS) {
      const verdict = kind === 'withdrawn' ? 'valid' : kind
      expect((await verify(letters[kind], ...away)).json()).toMatchObject({ verdict })
    }
    expect((await verify(letters.pdf, ...away)).json()).toMatchObject({ verdict: 'valid' })
    const qr = readFileSync(letters.text, 'utf8')
    for (const source of [letters.text, qr])
      expect((await verify(source, ...away)).json()).toMatchObject({ verdict: 'valid' })
    for (const input of [qr, readFileSync(letters.pdf), readFileSync(letters.altered)]) {
      const ran = spawnSync(path.join(projectRoot, 'scripts/rekam'), ['suket', 'verify', '-', ...away], {
        input,
        encoding: 'utf8',
      })
      expect(ran.stdout).toMatch(input.length === readFileSync(letters.altered).length ? /^Diubah/ : /^Sah\n/)
    }
    expect((await verify(letters.none, ...away)).err).toContain('SUKET-NO-QR')
    expect((await verify(at('absent.png'), ...away)).err).toContain('FILE-MISSING')
    expect((await verify(letters.valid)).code).toBe(2)
  })

  test('so does the window, from files', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Suket')
    await window.keyboard.press('F9')
    await window.getByRole('heading', { name: 'Periksa Suket' }).waitFor()
    await window.locator('textarea:focus').waitFor()
    await screenshot('check-empty')
    const input = window.locator('input[type=file]')
    for (const kind of KINDS) {
      await input.setInputFiles(letters[kind])
      await window.getByText(HEADLINES[kind]).waitFor()
      await screenshot(`check-${kind}`)
      await window.keyboard.press('F10')
      await window.getByText(HEADLINES[kind]).waitFor({ state: 'detached' })
    }
    await input.setInputFiles(letters.pdf)
    await window.getByText(HEADLINES.valid).waitFor()
    await input.setInputFiles(letters.none)
    await window.getByText('SUKET-NO-QR').waitFor()
    await screenshot('check-no-qr')
    writeFileSync(at('broken.pdf'), readFileSync(letters.pdf).subarray(0, 300))
    for (const hostile of ['broken.pdf', 'qr.txt']) {
      await input.setInputFiles(at(hostile))
      await window.getByText('SUKET-PICTURE').waitFor()
      await window.keyboard.press('F10')
    }
    // A scanner types into the field and ends with Enter.
    await window.keyboard.insertText(readFileSync(letters.text, 'utf8'))
    await window.keyboard.press('Enter')
    await window.getByText(HEADLINES.valid).waitFor()
    await window.getByText('CONTOH SATU').waitFor()
    // One that types into the register's search is meant the same.
    await window.keyboard.press('Escape')
    await window.getByLabel('Cari nomor, NIK, atau nama').focus()
    await window.keyboard.insertText(readFileSync(letters.text, 'utf8'))
    await window.getByText(HEADLINES.valid).waitFor()
    expect(complaints.filter((line) => !line.includes('Invalid PDF structure'))).toEqual([])
  })

  test('files that ask for more than there is are given up, and the next letter is judged', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(90_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Suket')
    await window.keyboard.press('F9')
    const input = window.locator('input[type=file]')
    const bombs = {
      'forms.pdf': formBomb(),
      'field.pdf': pdfOf('[0 0 14400000 14400000]', '0 0 100 100 re f'),
      'picture.pdf': pictureBomb(),
      'white.png': pngOf(10_900, 10_900),
      'sky.png': pngOf(60_000, 60_000),
    }
    for (const [name, bytes] of Object.entries(bombs)) {
      writeFileSync(at(name), bytes)
      const since = performance.now()
      await input.setInputFiles(at(name))
      await window.getByText(/^SUKET-(PICTURE|NO-QR)$/).waitFor()
      console.info(`${name}: ${Math.round(performance.now() - since)} ms`)
      if (name === 'forms.pdf') await screenshot('check-bomb')
      await window.keyboard.press('F10')
      // Its thread went with it, and took no other.
      await input.setInputFiles(letters.pdf)
      await window.getByText(HEADLINES.valid).waitFor()
      await window.keyboard.press('F10')
    }
    // The fullest QR there is, and more than any.
    for (const length of [4296, 20_000]) {
      await window.keyboard.insertText('A'.repeat(length))
      await window.keyboard.press('Enter')
      await window.getByText(HEADLINES['not-a-suket']).waitFor()
      await window.keyboard.press('F10')
    }
    expect(complaints.filter((line) => !line.includes('took too long'))).toEqual([])
  })

  test('the register: what ended, the recap, and both files, in the window and in the terminal', async () => {
    const station = ['--station', at('station')]
    const ran = await rekam(
      'suket',
      'register',
      ...station,
      '--xlsx',
      at('r.xlsx'),
      '--pdf',
      at('r.pdf'),
      '--json',
    )
    expect(ran.json()).toMatchObject({
      total: { issued: 2, renewed: 0, withdrawn: 1, void: 0 },
      files: [{ rows: 2 }, { rows: 2 }],
    })
    expect(readFileSync(at('r.xlsx')).subarray(0, 2).toString()).toBe('PK')
    expect(readFileSync(at('r.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    opened = await launch({ station: at('station') })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Suket')
    await window.getByText('2 surat').waitFor()
    await screenshot('register')
    await window.getByLabel('Tampilkan').focus()
    // Behind all stand those of today.
    await window.keyboard.press('ArrowDown')
    await window.getByText('2 surat').waitFor()
    await window.keyboard.press('ArrowDown')
    await window.getByText('Tidak ada surat yang segera habis').waitFor()
    await screenshot('register-soon')
    await window.keyboard.press('F7')
    await window.getByRole('heading', { name: 'Rekap Suket' }).waitFor()
    await window.getByRole('rowheader', { name: 'Jumlah' }).waitFor()
    await screenshot('register-recap')
    await answerDialogs(app, at('window'))
    await window.keyboard.press('F9')
    await window.getByText(/^2 surat tersimpan: .*window\.xlsx$/).waitFor()
    await window.keyboard.press('Control+p')
    await window.getByText(/^2 surat tersimpan: .*window\.pdf$/).waitFor()
    await screenshot('register-saved')
    expect(complaints).toEqual([])
  })

  test('and from the camera by itself', async () => {
    const frame = qrPicture(readFileSync(letters.text, 'utf8'))
    writeFileSync(at('camera.mjpeg'), Buffer.concat(Array.from({ length: 10 }, () => frame)))
    opened = await launch({ station: at('station'), camera: at('camera.mjpeg') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Suket')
    await window.keyboard.press('F9')
    await window.getByText(HEADLINES.valid).waitFor()
    await screenshot('check-camera')
    expect(complaints).toEqual([])
  })
})
