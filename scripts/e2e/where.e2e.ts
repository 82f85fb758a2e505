// 'Where is my card?' in the real window, by the keyboard alone: a scanned proof, a NIK, a paper that nobody made here; the slip; two days of
// asking reach the penyelia, who settles it. Both languages, axe. Screenshots are kept in out/screens.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { recordingOf } from '../../src/core/enrolment/index.ts'
import { seedRecordings } from '../../src/core/testing/index.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { launch } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-where-'))
const station = path.join(base, 'station')
const { where, visits } = indonesian.printing
let proof = ''
let nik = ''

beforeAll(async () => {
  await sampleStation(base)
  await withOpenStation({ station }, async (open) => {
    const [, id = ''] = await seedRecordings(open, 2, { bytes: 3000 })
    ;({ proof, nik } = recordingOf(open.read, id)!)
    // Somebody asked yesterday: today's visit is the second.
    await open.write.transaction((tx) =>
      tx.run(
        `INSERT INTO card_visit (id, recording, at, status, since, how, operator)
         SELECT '01jdvxst000000000000000000', r.id, :at, s.status, coalesce(s.at, r.sealed_at), 'nik', 'operator'
         FROM recording r JOIN recording_status s ON s.recording = r.id WHERE r.id = :id`,
        { id, at: new Date(Date.now() - 86_400_000).toISOString() },
      ),
    )
  })
}, 300_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe('where is my card', { timeout: 300_000 }, () => {
  test('scanned, answered, printed as a slip, and settled by the penyelia', async () => {
    const { app, window, screenshot, complaints, close } = await launch({ station })
    window.setDefaultTimeout(30_000)
    try {
      await unlock(window, readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
      await goTo(window, indonesian.printing.title)
      await window.keyboard.press('F8')
      await window.getByRole('heading', { name: where.title }).waitFor()
      await window.locator('input:focus').waitFor()
      await screenshot('where-empty')
      await window.keyboard.type('5272014101010001')
      await window.keyboard.press('Enter')
      await window.getByText(where.nobody).waitFor()
      await screenshot('where-nobody')
      await window.keyboard.press('F10')
      await window.locator('input:focus').waitFor()
      await window.keyboard.type(`${proof.slice(0, -4)}0000`)
      await window.keyboard.press('Enter')
      await window.getByText('VISIT-CODE').waitFor()
      await screenshot('where-refused')
      // The next paper may be scanned over it.
      await window.keyboard.type(proof)
      await window.keyboard.press('Enter')
      await window.getByText('Anda sudah direkam dan rekaman tersimpan di sini', { exact: false }).waitFor()
      await window.getByText(visits.waits, { exact: false }).waitFor()
      expect(await window.locator('main').innerText()).not.toContain(nik)
      await screenshot('where-found')
      const slip = path.join(base, 'lembar.pdf')
      await answerDialogs(app, slip)
      await window.keyboard.press('Control+s')
      await window.getByText(slip, { exact: false }).waitFor()
      expect(existsSync(slip)).toBe(true)

      // The penyelia's list: the board's figure leads to it.
      await goTo(window, indonesian.board.title)
      await press(window, new RegExp(indonesian.board.figures.stuck))
      await window.locator('[data-row]').first().waitFor()
      expect(await window.locator('[data-row]').count()).toBe(1)
      await window.locator('[data-row]').first().focus()
      await window.keyboard.press('Enter')
      await press(window, new RegExp(`^${visits.settle}$`))
      await window.getByRole('dialog').waitFor()
      await window.keyboard.type('Ditanyakan ke pusat data')
      await screenshot('where-settle')
      await window.keyboard.press('F10')
      await window.getByRole('dialog').waitFor({ state: 'detached' })
      await window.getByText('Ditanyakan ke pusat data', { exact: false }).first().waitFor()
      await screenshot('where-settled')
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })

  test('in English', async () => {
    const { window, screenshot, complaints, close } = await launch({ station })
    window.setDefaultTimeout(30_000)
    try {
      await unlock(window, readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
      await window.keyboard.press('Control+k')
      await window.getByRole('dialog').locator('input:focus').waitFor()
      await window.keyboard.type('english')
      await window.keyboard.press('Enter')
      await window.keyboard.press('Control+k')
      await window.getByRole('dialog').locator('input:focus').waitFor()
      await window.keyboard.type('where is')
      await window.keyboard.press('Enter')
      await window.getByRole('heading', { name: 'Where is my card?' }).waitFor()
      await window.locator('input:focus').waitFor()
      await window.keyboard.type(nik)
      await window.keyboard.press('Enter')
      await window.getByText('You have been recorded', { exact: false }).waitFor()
      await screenshot('where-found-en')
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})
