// The command palette in the real window, by the keyboard alone, in both languages and under axe: pages, acts of this and of another page, a
// resident by name and by a scanned NIK; nothing for who may not, nothing at a desk that rests. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { seedRecordings } from '../../src/core/testing/index.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words as indonesian } from '../../src/renderer/i18n/words-id.ts'
import { launch, type Launched } from './launch.ts'
import { unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-palette-'))
const station = path.join(base, 'station')
const secret = () => readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim()
let opened: Launched | undefined

const paletteOf = ({ window }: Launched) =>
  window.getByRole('dialog', { name: /^Palet perintah$|^Command palette$/ })

/** Opens the palette, types, and waits until its first line is this one. */
async function ask(at: Launched, words: string, first: string | RegExp): Promise<void> {
  await at.window.keyboard.press('Control+k')
  await paletteOf(at).locator('input:focus').waitFor()
  await at.window.keyboard.type(words)
  await paletteOf(at).getByRole('option').first().filter({ hasText: first }).waitFor()
}

async function choose(at: Launched, words: string, first: string | RegExp): Promise<void> {
  await ask(at, words, first)
  await at.window.keyboard.press('Enter')
  await paletteOf(at).waitFor({ state: 'detached' })
}

describe('the command palette', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    await withOpenStation({ station }, async (open) => {
      await seedRecordings(open, 30, { bytes: 3000 })
    })
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('opens pages, does acts and finds residents, by the keyboard alone', async () => {
    opened = await launch({ station })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    await unlock(window, secret())
    await window.keyboard.press('Control+k')
    await paletteOf(opened).getByRole('option').first().waitFor()
    await screenshot('palette-id')
    await window.keyboard.press('Escape')
    await paletteOf(opened).waitFor({ state: 'detached' })

    await choose(opened, 'lapo', indonesian.board.report.title)
    await window.getByRole('heading', { name: indonesian.board.report.title }).waitFor()
    // An act of another page: the page is opened and its key is pressed.
    await choose(opened, 'blangko', indonesian.printing.blanks.open)
    await window.getByRole('dialog').waitFor()
    await window.getByRole('heading', { name: indonesian.printing.title, exact: true }).waitFor()
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'detached' })
    // An act of this page, by its words.
    await choose(opened, 'di mana', indonesian.printing.where.title)
    await window.getByRole('heading', { name: indonesian.printing.where.title }).waitFor()

    // A resident by a part of the name, and by a NIK that is scanned faster than anybody answers.
    await ask(opened, 'contoh', /CONTOH/i)
    await screenshot('palette-people')
    await window.keyboard.press('Enter')
    await window.locator('main h2').first().waitFor()
    await window.keyboard.press('Control+k')
    await paletteOf(opened).locator('input:focus').waitFor()
    await window.keyboard.type('5272014101010001')
    await window.keyboard.press('Enter')
    await window.getByRole('heading', { name: indonesian.keys.new }).waitFor()

    await choose(opened, 'english', /English/)
    await window.keyboard.press('Control+k')
    await paletteOf(opened).getByRole('option').first().waitFor()
    await screenshot('palette-en')
    // The other language finds too.
    await window.keyboard.type('cadangan')
    await paletteOf(opened).getByRole('option', { name: english.backup.title }).first().waitFor()
    await window.keyboard.press('Escape')
    await paletteOf(opened).waitFor({ state: 'detached' })
    await window.keyboard.press('Control+k')
    await paletteOf(opened).locator('input:focus').waitFor()
    await window.keyboard.type('zzzz')
    await paletteOf(opened).getByText(english.palette.none).waitFor()
    await screenshot('palette-none')
    await window.keyboard.press('Escape')
    // F1 lists it.
    await window.keyboard.press('F1')
    await window.getByText(english.keys.palette).waitFor()
    await window.keyboard.press('F1')
    await choose(opened, 'indonesia', /Indonesia/)

    // At a desk that rests there is no palette, and no key for it.
    await window.keyboard.press('F6')
    await window.locator('input[type=password]').waitFor()
    await window.keyboard.press('Control+k')
    await window.waitForTimeout(300)
    expect(await paletteOf(opened).count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
