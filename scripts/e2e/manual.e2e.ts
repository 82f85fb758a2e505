// Panduan in the real window, by the keyboard alone, in both languages: at the locked door, at the page of the screen, searched, and saved as PDFs.
// Screenshots are kept in out/screens.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MANUAL } from '../../src/contract/manual/pages.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { launch } from './launch.ts'
import { goTo } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-manual-'))
const station = path.join(base, 'station')
const WORDS = { id: indonesian, en: english } as const

describe('the manual in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test.each(['id', 'en'] as const)('in %s', async (language) => {
    const { app, window, screenshot, complaints, close } = await launch({ station })
    window.setDefaultTimeout(60_000)
    const words = WORDS[language]
    const shows = (name: keyof typeof MANUAL) =>
      window.getByRole('heading', { name: MANUAL[name].title[language], level: 2 }).waitFor()
    try {
      await window.evaluate((to) => localStorage.setItem('rekam.language', to), language)
      await window.reload()
      await window.locator('input[type=password]').waitFor()
      // A locked door has its page too; nobody needs a password to read what to do without one.
      await window.keyboard.press('F1')
      await shows('sign-in')
      await screenshot(`manual-locked-${language}`)
      expect(await window.getByRole('button', { name: words.manual.saveBook }).count()).toBe(0)
      await window.keyboard.press('Escape')
      await window.locator('input[type=password]:focus').waitFor()
      await window.keyboard.type(readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
      await window.keyboard.press('Enter')
      await window.getByRole('link', { name: words.settings.title }).waitFor()
      await goTo(window, words.backup.title)
      await window.getByRole('heading', { name: words.backup.title, exact: true }).waitFor()
      await window.keyboard.press('F1')
      await shows('backup')
      await window.getByText(words.keys.title).waitFor()
      const title = MANUAL.backup.title[language]
      const picture = window.getByRole('img', {
        name: words.manual.pictureOf.replace('{{title}}', title),
      })
      await expect.poll(() => picture.evaluate((node) => (node as HTMLImageElement).naturalWidth)).toBe(960)
      await screenshot(`manual-backup-${language}`)
      await window.keyboard.type(language === 'id' ? 'listrik padam' : 'power fails')
      await shows('power')
      await window.keyboard.press('ArrowDown')
      await shows('recording')
      await screenshot(`manual-search-${language}`)
      const saved = path.join(base, `kartu-${language}.pdf`)
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      }, saved)
      const save = window.getByRole('button', { name: words.manual.saveCard })
      await save.focus()
      await window.keyboard.press('Enter')
      await window.getByText(saved).waitFor()
      expect(execFileSync('pdfinfo', [saved], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n/)
      await window.keyboard.press('F1')
      await window.getByRole('dialog').waitFor({ state: 'detached' })
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})
