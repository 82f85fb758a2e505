// The resident's page in the real window, by the keyboard alone: everything about a person who was recorded, in both languages, the acts for a
// penyelia; and a recording begun from the list with its form filled. Axe. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { whereIsCard } from '../../src/core/printing/index.ts'
import { issueSuket } from '../../src/core/suket/index.ts'
import { sampleBiodata, seedRecordings } from '../../src/core/testing/index.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { launch } from './launch.ts'
import { goTo, press, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-resident-'))
const station = path.join(base, 'station')
let suket = ''

beforeAll(async () => {
  await sampleStation(base)
  const { nik, kk, nama } = sampleBiodata(1)
  writeFileSync(
    path.join(base, 'daftar.csv'),
    `NIK,NO_KK,NAMA_LGKP,TGL_LHR,DESA\n${nik},${kk},${nama},17-03-1985,NAE\n5272014101850001,${kk},SITI BELUM DIREKAM,01-01-1985,NAE\n`,
  )
  await rekam('residents', 'import', path.join(base, 'daftar.csv'), '--station', station)
  await withOpenStation({ station }, async (open) => {
    const [id = ''] = await seedRecordings(open, 1, { bytes: 3000 })
    suket = (await issueSuket(open, id)).number
    await whereIsCard(open, [id])
  })
}, 300_000)
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe("the resident's page", { timeout: 300_000 }, () => {
  test('everything about a person, the acts, and a recording from the list', async () => {
    const { window, screenshot, complaints, close } = await launch({ station })
    window.setDefaultTimeout(30_000)
    const openFirst = async (text: string) => {
      await window.locator('input:focus').waitFor()
      await window.keyboard.press('Control+A')
      await window.keyboard.type(text)
      await window
        .locator('[data-row]')
        .first()
        .filter({ hasText: new RegExp(text, 'i') })
        .waitFor()
      await window.locator('[data-row]').first().focus()
      await window.keyboard.press('Enter')
      await window.getByText(indonesian.residents.who).waitFor()
    }
    try {
      await unlock(window, readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
      await goTo(window, indonesian.residents.title)
      await openFirst(sampleBiodata(1).nama)
      await window.getByText(suket).waitFor()
      await window.getByText('Anda sudah direkam dan rekaman tersimpan di sini', { exact: false }).waitFor()
      await window.getByText(indonesian.printing.visits.ways.proof, { exact: false }).waitFor()
      await screenshot('resident-page-id')
      await press(window, new RegExp(`^${indonesian.residents.actsShow}$`))
      await window.getByText(indonesian.settings.acts['recording-read']).first().waitFor()
      await screenshot('resident-page-acts')
      await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
      await window.reload()
      await window.getByText(english.residents.who).waitFor()
      await window.getByText(suket).waitFor()
      await screenshot('resident-page-en')
      await window.evaluate(() => localStorage.setItem('rekam.language', 'id'))
      await window.reload()
      await window.getByText(indonesian.residents.who).waitFor()

      await window.keyboard.press('Escape')
      await openFirst('siti belum')
      await window.keyboard.press('F10')
      await window.getByRole('heading', { name: indonesian.enrolment.start.title }).waitFor()
      await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
      await window.keyboard.press('F10')
      await window.locator('input[name=kk]').waitFor()
      expect(await window.locator('input[name=nama]').inputValue()).toBe('SITI BELUM DIREKAM')
      expect((await window.locator('input[name=kk]').inputValue()).replaceAll(' ', '')).toBe(
        sampleBiodata(1).kk,
      )
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})
