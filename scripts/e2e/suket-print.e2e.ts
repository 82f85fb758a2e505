// Letters to paper in the real window, by the keyboard alone, on a CUPS of the test's own: no print service, out of paper, a failed
// print and its reprint, a batch and its end. Screenshots are kept in out/screens.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { type OwnCups, startOwnCups } from '../../src/core/paper/printers/testing/own-cups.ts'
import { issueSuket } from '../../src/core/suket/index.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-suket-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const PEOPLE = ['01', '02', '03', '04', '05', '06']
let opened: Launched | undefined
let cups: OwnCups

async function open(server: string): Promise<Launched> {
  opened = await launch({ station: at('station'), env: { CUPS_SERVER: server } })
  opened.window.setDefaultTimeout(60_000)
  await unlock(opened.window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  await goTo(opened.window, 'Suket')
  return opened
}

describe('letters to paper in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    cups = await startOwnCups()
    await sampleStation(base, PEOPLE)
    await withOpenStation({ station: at('station') }, async (station) => {
      const rows = station.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq')
      for (const { id } of rows) await issueSuket(station, id)
    })
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(async () => {
    await cups?.close()
    rmSync(base, { recursive: true, force: true })
  })

  test('a dead print service: it is said, and the PDF is the paper', async () => {
    const { app, window, screenshot, complaints } = await open(at('nobody.sock'))
    await window.getByText('6 surat belum di atas kertas').waitFor()
    await window.locator('[data-row]').first().focus()
    await window.keyboard.press('Enter')
    await window.locator('canvas').waitFor()
    await answerDialogs(app, at('letter'))
    await window.keyboard.press('Control+P')
    await window.getByText('PRINTER-SYSTEM').waitFor()
    await screenshot('suket-print-dead')
    await window.keyboard.press('F10')
    await window.getByText(/^PDF tersimpan di/).waitFor()
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByText('Disimpan sebagai PDF').waitFor()
    await screenshot('suket-saved')
    expect(existsSync(at('letter.pdf'))).toBe(true)
    expect(complaints).toEqual([])
  })

  test('one letter: out of paper, given up by the printer, printed, printed again with a reason', async () => {
    const { window, screenshot, complaints } = await open(cups.server)
    const shot = (name: string) => screenshot(`suket-print-${name}`)
    await window.locator('[data-row]').nth(1).focus()
    await window.keyboard.press('Enter')
    await window.locator('canvas').waitFor()
    await cups.setMode('empty')
    await window.keyboard.press('Control+P')
    await window.locator('[role=dialog] form').waitFor()
    await shot('dialog')
    // A double press is one print.
    await window.keyboard.press('F10')
    await window.keyboard.press('F10')
    await window.getByText('Kertas habis').waitFor()
    await shot('empty')
    await cups.setMode('breaks')
    await window.getByText('Gagal dicetak').first().waitFor()
    await shot('failed')
    await cups.setMode('prints')
    await window.keyboard.press('Control+P')
    await window.locator('[role=dialog] form').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Tercetak', { exact: true }).first().waitFor()
    await shot('done')
    await window.keyboard.press('Control+P')
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Isi alasan, sedikitnya tiga huruf.').waitFor()
    await window.keyboard.type('Kertas rusak')
    await shot('again')
    await window.keyboard.press('F10')
    await window.keyboard.press('F10')
    await window.getByText('berlaku, dicetak ulang').waitFor()
    expect(complaints).toEqual([])
    await opened?.close()
    opened = undefined
    const jobs = await withOpenStation({ station: at('station') }, async ({ read }) =>
      read.all(`SELECT about, count(*) AS n FROM paper_job GROUP BY about`),
    )
    expect(jobs).toEqual([expect.objectContaining({ n: 3 })])
  })

  test('a batch is taken back, and printed whole; a letter is withdrawn with its reason', async () => {
    const { window, screenshot, complaints } = await open(cups.server)
    const shot = (name: string) => screenshot(`suket-batch-${name}`)
    await window.getByText(/^\d surat belum di atas kertas/).waitFor()
    await shot('offered')
    await cups.setMode('slow')
    await window.keyboard.press('F10')
    await window.locator('[role=dialog] form').waitFor()
    await window.keyboard.press('F10')
    await window.getByText(/^Mencetak \d surat/).waitFor()
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await shot('running')
    await press(window, /^Batalkan cetakan/)
    await window.getByText(/^\d surat belum di atas kertas; nomornya/).waitFor()
    await cups.setMode('prints')
    await window.keyboard.press('F10')
    await window.locator('[role=dialog] form').waitFor()
    await window.keyboard.press('F10')
    await window.getByText(/^(\d) dari \1 surat tercetak\.$/).waitFor()
    await shot('over')
    await window.locator('[data-row]').first().focus()
    await window.keyboard.press('Enter')
    await window.locator('canvas').waitFor()
    await press(window, /^Tarik surat/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type('Kartu sudah diterima')
    await window.keyboard.press('F10')
    await window.getByText('ditarik', { exact: true }).waitFor()
    await screenshot('suket-withdrawn')
    expect(complaints).toEqual([])
  })
})
