// The board in the real window, by the keyboard alone: an empty station, one with many recordings, each figure to its list with the filter set,
// and the day's lists. In both languages under axe. Screenshots are kept in out/screens. REKAM_E2E_ROWS=100000 is the long form.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { manyRows } from '../../src/core/testing/many-rows.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const ROWS = Number(process.env['REKAM_E2E_ROWS'] ?? 6000)
const base = mkdtempSync(path.join(tmpdir(), 'rekam-board-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const secret = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
let opened: Launched | undefined

async function open() {
  opened = await launch({ station: at('station') })
  const { window, screenshot } = opened
  window.setDefaultTimeout(60_000)
  await unlock(window, secret())
  const looked = async (name: string) => {
    await screenshot(`board-${name}`)
    expect({ name, found: await violations(window) }).toEqual({ name, found: [] })
  }
  return { ...opened, looked }
}

describe('the board in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('an empty station says so', async () => {
    const { window, looked } = await open()
    await goTo(window, 'Papan')
    await window.getByText('Belum ada perekaman hari ini.').waitFor()
    expect(await window.getByText('Belum ada disk cadangan', { exact: false }).count()).toBe(1)
    await looked('empty')
  })

  test('every figure leads to its list, with the filter set and as many rows as it says', async () => {
    await withOpenStation({ station: at('station') }, async (station) => {
      await manyRows(station, ROWS)
      await station.write.transaction((tx) => {
        tx.run("DELETE FROM copy WHERE disk LIKE '%merah' AND packet LIKE '%7'")
        tx.run(
          "UPDATE disk SET due_on = '2026-11-20', place = 'Rumah Bu Sekretaris Kecamatan Rasanae Barat', label = 'Disk merah' WHERE id LIKE '%merah'",
        )
        tx.run("UPDATE disk SET label = 'Disk biru', place = 'Brankas Dinas' WHERE id LIKE '%b1r0'")
        tx.run(
          "INSERT INTO site (code, state, since, notice) VALUES ('mmu', 'refusing', :from, 'Pusat data tidak menerima pengiriman'), ('batam', 'open', :from, NULL)",
          { from: new Date(Date.now() - 5 * 86_400_000).toISOString() },
        )
        for (const [days, state] of [
          [20, 'unreachable'],
          [18, 'open'],
          [5, 'refusing'],
        ] as const)
          tx.run('INSERT INTO site_log (site, at, state) VALUES (?, ?, ?)', [
            'mmu',
            new Date(Date.now() - days * 86_400_000).toISOString(),
            state,
          ])
      })
    })
    const { window, looked, complaints } = await open()
    await goTo(window, 'Papan')
    await window.getByRole('heading', { name: /diam lebih dari 30 hari|rekaman:/ }).waitFor()
    await looked('full')
    const figures = window.locator('nav a').filter({ has: window.locator('strong') })
    const words = await figures.locator('span').allInnerTexts()
    const listed: Record<string, string> = {
      Direkam: 'today',
      'Kartu dicetak': 'printed',
      'Kartu diserahkan': 'handed',
      'Menunggu tanda terima': 'waiting',
      'Dibawa dengan drive': 'exported',
      'Hanya di satu perangkat': 'once',
      'Kurang dari dua salinan': 'short',
      'Dua kali ditanyakan': 'stuck',
    }
    for (const [word, show] of Object.entries(listed)) {
      await figures.nth(words.indexOf(word)).focus()
      await window.keyboard.press('Enter')
      await window.getByRole('combobox', { name: 'Status' }).waitFor()
      expect(await window.getByRole('combobox', { name: 'Status' }).inputValue()).toBe(show)
      if (show === 'short') {
        await window.locator('[data-row]').first().waitFor()
        await looked('list-short')
      }
      if (show === 'stuck') await window.getByText('Tidak ada rekaman yang cocok').waitFor()
      await window.evaluate(() => history.back())
      await figures.first().waitFor()
    }
    await window
      .getByRole('link', { name: /data ganda, (?:hari ini|1-7 hari)/ })
      .first()
      .focus()
    await window.keyboard.press('Enter')
    await expect
      .poll(() => window.getByRole('combobox', { name: 'Status' }).inputValue())
      .toBe('DUPLICATE_RECORD')
    expect(await window.getByRole('combobox', { name: 'Sejak' }).inputValue()).toMatch(/today|week/)
    await window.locator('[data-row]').first().waitFor()
    await window.evaluate(() => history.back())
    await figures.first().waitFor()
    await window.keyboard.press('F9')
    await window.getByRole('columnheader', { name: 'Tertua' }).waitFor()
    await looked('table')

    await window.keyboard.press('F7')
    await window.getByRole('heading', { name: 'Awal hari', exact: false }).waitFor()
    await looked('day')
    await window.getByLabel('Kertas dan blangko tersedia').focus()
    await window.keyboard.press('Space')
    await window.getByText('penyelia, ', { exact: false }).first().waitFor()
    await window.getByLabel('Catatan (boleh kosong)').first().focus()
    await window.keyboard.type('Pemindai dibawa ke Dinas')
    await window.keyboard.press('Enter')
    await window.getByText('Disahkan penyelia', { exact: false }).waitFor()
    await looked('day-signed')
    await window.getByLabel('Hari', { exact: true }).focus()
    await window.keyboard.type('01-01-2020')
    await window.getByText('Tidak ada yang disahkan pada hari itu.').waitFor()
    await window.keyboard.press('Escape')
    expect(complaints).toEqual([])
  })
})
