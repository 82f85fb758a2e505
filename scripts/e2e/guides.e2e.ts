// What to do when something happened: the pages in the window, by the keyboard alone, in both languages, as the terminal prints them. Screenshots are kept
// in out/screens.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GUIDE_NAMES, GUIDES } from '../../src/contract/guides.ts'
import { violations } from './axe.ts'
import { launch } from './launch.ts'
import { goTo } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-guides-'))
const station = path.join(base, 'station')
const ROOM = { id: 'Pengaturan', en: 'Settings' } as const

describe('guides in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test.each(['id', 'en'] as const)('in %s', async (language) => {
    const { window, screenshot, complaints, close } = await launch({ station })
    window.setDefaultTimeout(60_000)
    try {
      await window.evaluate((to) => localStorage.setItem('rekam.language', to), language)
      await window.reload()
      await window.locator('input[type=password]').waitFor()
      // At the locked door, over what was typed there.
      await window.keyboard.type('setengah')
      await window.keyboard.press('F4')
      await window.getByRole('dialog').locator('input[type=radio]:focus').waitFor()
      await window.getByRole('heading', { name: GUIDES.passphrase[language] }).waitFor()
      await screenshot(`guide-door-${language}`)
      expect(await violations(window)).toEqual([])
      await window.keyboard.press('ArrowDown')
      await window.getByRole('heading', { name: GUIDES.disk[language] }).waitFor()
      await window.keyboard.press('Escape')
      await window.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await window.locator('input[type=password]').inputValue()).toBe('setengah')
      await window.locator('input[type=password]').fill('')
      await window.keyboard.type(readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
      await window.keyboard.press('Enter')
      await window.getByRole('link', { name: ROOM[language] }).waitFor()
      await goTo(window, ROOM[language])
      await window.keyboard.press('F8')
      await window.locator('input[type=radio]:focus').waitFor()
      for (const name of GUIDE_NAMES) {
        const guide = GUIDES[name]
        await window.getByRole('heading', { name: guide[language] }).waitFor()
        expect(await window.locator('ol > li').count()).toBe(guide.steps.length)
        const printed = (await rekam('guide', name, '--json')).json<{ steps: { command?: string }[] }>()
        const commands = printed.steps.flatMap(({ command }) =>
          command === undefined ? [] : [`rekam ${command}`],
        )
        expect(await window.locator('ol code').allInnerTexts()).toEqual(commands)
        await screenshot(`guide-${name}-${language}`)
        expect({ name, found: await violations(window) }).toEqual({ name, found: [] })
        await window.keyboard.press('ArrowDown')
      }
      await window.keyboard.press('Escape')
      await window.getByRole('heading', { name: ROOM[language], exact: true }).waitFor()
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })

  // The last: the store is damaged by it.
  test('at the door of a station that does not open', async () => {
    writeFileSync(path.join(station, 'rekam.db'), 'no database at all')
    const { window, screenshot, complaints, close } = await launch({ station })
    window.setDefaultTimeout(60_000)
    try {
      await window.locator('input[type=password]').waitFor()
      await window.keyboard.type(readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
      await window.keyboard.press('Enter')
      await window.getByText(/rekam restore --disk/).waitFor()
      await window.keyboard.press('F4')
      await window.getByRole('dialog').locator('input[type=radio]:focus').waitFor()
      await screenshot('guide-broken')
      expect(await violations(window)).toEqual([])
      await window.keyboard.press('Escape')
      await window.getByRole('dialog').waitFor({ state: 'detached' })
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })
})
