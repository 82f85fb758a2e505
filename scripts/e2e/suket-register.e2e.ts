// The register with 100,000 letters in the real window, by the keyboard alone: it opens, it is scrolled, it is searched while somebody
// types, and only the rows in sight are drawn. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { seedRegister } from '../../src/core/suket/testing/seed-register.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const LETTERS = 100_000
const base = mkdtempSync(path.join(tmpdir(), 'rekam-register-'))
const at = (...parts: string[]) => path.join(base, ...parts)
let opened: Launched | undefined

describe('a register of 100,000 letters in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    await withOpenStation({ station: at('station') }, (station) => seedRegister(station, LETTERS))
  }, 600_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('is scrolled and searched', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const since = performance.now()
    const lap = (what: string) =>
      console.info(`${what}: ${Math.round(performance.now() - since)} ms since the start`)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Suket')
    await window.getByText('100.000 surat').waitFor({ state: 'attached' })
    await window.getByText('100.000 orang hanya di komputer ini').waitFor()
    lap('open')
    await screenshot('register-100000')
    expect(await violations(window)).toEqual([])
    const drawn = () => window.locator('[data-row]').count()
    const newest = await window.locator('[data-row]').first().innerText()
    expect(newest).toContain('/100000/')
    // Page by page, as fast as a held key; the focus goes along.
    await window.locator('[data-row]').first().focus()
    for (let page = 0; page < 60; page++) await window.keyboard.press('PageDown', { delay: 33 })
    await expect
      .poll(
        async () => Number(/\/(\d+)\//.exec(await window.locator('[data-row]').last().innerText())?.[1]),
        {
          timeout: 60_000,
        },
      )
      .toBeLessThan(99_500)
    lap('60 pages down')
    await window.locator('[data-row]:focus').waitFor()
    expect(await drawn()).toBeLessThan(200)
    await screenshot('register-100000-scrolled')
    // Thrown down with the bar: the next rows come before the end is reached.
    for (let throws = 0; throws < 40; throws++) {
      await window.locator('table').evaluate((table) => {
        table.parentElement!.scrollTop += 4000
      })
      await window.waitForTimeout(30)
    }
    await expect.poll(drawn).toBeGreaterThan(20)
    lap('thrown')
    await screenshot('register-100000-thrown')
    expect(await drawn()).toBeLessThan(200)
    const search = window.getByLabel('Cari nomor, NIK, atau nama')
    await search.focus()
    await window.keyboard.type('471.13/0420', { delay: 60 })
    await window.getByText('10 surat', { exact: true }).waitFor({ state: 'attached' })
    lap('searched by number')
    await screenshot('register-100000-number')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('yohana 99', { delay: 60 })
    await window.getByText(/^1\.?\d* surat$|^\d+ surat$/).waitFor({ state: 'attached' })
    await expect.poll(() => window.locator('[data-row]').first().innerText()).toContain('/99')
    await screenshot('register-100000-name')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('tidak ada orang ini', { delay: 30 })
    await window.getByText('Tidak ada Suket yang cocok').waitFor()
    lap('searched by name')
    await screenshot('register-100000-none')
    await window.keyboard.press('Control+A')
    await window.keyboard.press('Backspace')
    await window.getByText('100.000 surat').waitFor({ state: 'attached' })
    await window.getByLabel('Tampilkan').focus()
    await window.keyboard.press('ArrowDown')
    await window.getByText('Belum ada surat yang terbit hari ini').waitFor()
    await window.keyboard.press('ArrowDown')
    await window.getByText(/^\d\.\d{3} surat$/).waitFor({ state: 'attached' })
    lap('soon to expire')
    await screenshot('register-100000-soon')
    expect(complaints).toEqual([])
  })
})
