// What takes over a second says so: a core that does not answer for a while stands for slow work. A bar in words at the foot of the window, gone
// when it is done; a recap that is counted can be ended by the keyboard. Both languages' words under axe.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { words } from '../../src/renderer/i18n/words-id.ts'
import { whileSlow } from './core-pid.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-progress-'))
const station = path.join(base, 'station')
let opened: Launched | undefined

describe('progress', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('an act that takes over a second is named at the foot of the window until it is done', async () => {
    opened = await launch({ station })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, words.settings.title)
    await press(window, new RegExp(`^${words.settings.sections.ways}$`))
    await window.keyboard.press('End')
    const bar = window.getByRole('status').filter({ hasText: words.work['audit-verify'] })
    await window.getByRole('region', { name: words.settings.auditEntries }).waitFor()
    await whileSlow(station, async () => {
      await press(window, new RegExp(`^${words.settings.verify}`))
      await bar.waitFor()
      await screenshot('progress-bar')
      // In words, with a bar that does not pretend to know how far it is.
      expect(await bar.innerText()).toContain(words.ui.working)
    })
    await window.getByText(/^Rantai utuh/).waitFor()
    await bar.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  test('the manual that is being made says so, and is ended where it was begun', async () => {
    opened = await launch({ station })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, words.board.title)
    await window.keyboard.press('F1')
    const saved = path.join(base, 'panduan.pdf')
    await answerDialogs(app, saved)
    const bar = window.getByRole('status').filter({ hasText: words.work['manual-saveBook'] })
    const end = window.getByRole('button', { name: words.manual.endBook })
    const save = window.getByRole('button', { name: words.manual.saveBook })
    await save.focus()
    await window.keyboard.press('Enter')
    await end.and(window.locator(':focus')).waitFor()
    await whileSlow(station, async () => {
      await bar.waitFor()
      await screenshot('progress-manual')
      await window.keyboard.press('Enter')
    })
    await window.getByText('Pembuatan panduan dihentikan.').waitFor()
    await bar.waitFor({ state: 'detached' })
    await screenshot('progress-manual-ended')
    expect(existsSync(saved)).toBe(false)
    expect(complaints.filter((line) => !line.includes('MANUAL-ENDED'))).toEqual([])
  })

  test('a recap that is counted says so, and is ended by its button', async () => {
    opened = await launch({ station })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(path.join(base, 'sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, words.board.title)
    await window.keyboard.press('F10')
    await window.getByRole('heading', { name: words.board.recap.title }).waitFor()
    await window.getByText(words.board.recap.empty).waitFor()
    const counting = window.getByRole('status').filter({ hasText: words.board.recap.counting })
    await window.getByLabel(words.board.recap.span).and(window.locator(':focus')).waitFor()
    await whileSlow(station, async () => {
      await window.keyboard.press('End')
      await counting.waitFor()
      await screenshot('progress-recap')
      await press(window, new RegExp(`^${words.ui.end}$`))
    })
    await window.getByText('Penghitungan rekap dihentikan.').waitFor()
    await counting.waitFor({ state: 'detached' })
    await screenshot('progress-recap-ended')
    expect(complaints.filter((line) => !line.includes('RECAP-ENDED'))).toEqual([])
  })
})
