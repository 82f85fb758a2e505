// The audit in the real window: what acts changed from what to what, and a list of 100,000 acts of which the rows in sight are drawn.
// Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { recordAct } from '../../src/core/audit/index.ts'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-audit-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const ACTS = 100_000
const NIK = '5272015503900001'
let opened: Launched | undefined

describe('the audit', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    await withOpenStation({ station: at('station') }, async (station) => {
      for (let done = 0; done < ACTS; done += 10_000)
        await station.write.transaction((tx) => {
          for (let i = 0; i < 10_000; i++) recordAct(tx, station, 'backup.verified', station.code)
        })
      await station.write.transaction((tx) => {
        recordAct(tx, station, 'account.role', 'teknisi', { old: 'operator', new: 'teknisi' })
        recordAct(tx, station, 'draft.biodata', 'draft-of-the-test', {
          old: { nama: 'SITI' },
          new: { nama: 'SITTI NURHALIZA BINTI ABDURRAHMAN WAHID', nik: NIK },
        })
      })
    })
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('the terminal lists old and new values, and the chain with them holds', async () => {
    const { out: listed } = await rekam(
      'audit',
      'list',
      '--station',
      at('station'),
      '--account',
      'penyelia',
      '--act',
      'draft',
    )
    expect(listed).toContain('nama: SITI -> SITTI NURHALIZA BINTI ABDURRAHMAN WAHID')
    expect(listed).not.toContain(NIK)
    expect((await rekam('audit', 'verify', '--station', at('station'))).out).toMatch(
      /utuh: 100\d\d\d entri, \d+ dengan nilai/,
    )
  })

  test('the window draws the rows in sight, with what acts changed, in both languages', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Pengaturan')
    await window.getByRole('tab', { name: 'Audit' }).press('Enter')
    await window.getByText(/Nama lengkap:/).waitFor()
    const list = window.getByRole('region', { name: 'Perbuatan yang tercatat' })
    await list.getByText('operator', { exact: true }).waitFor()
    expect(await window.content()).not.toContain(NIK)
    await list.scrollIntoViewIfNeeded()
    await screenshot('audit-values')
    expect(await violations(window)).toEqual([])
    // To the end of what was fetched, again and again: pages come, rows leave.
    await list.focus()
    for (let i = 0; i < 12; i++) {
      await window.keyboard.press('End')
      await window.waitForTimeout(250)
    }
    const last = Number(await list.locator('tbody tr[data-index]').last().getAttribute('data-index'))
    expect(last).toBeGreaterThan(300)
    expect(await list.locator('tbody tr').count()).toBeLessThan(120)
    await screenshot('audit-far')
    await window.getByRole('button', { name: /^Periksa rantai/ }).press('Enter')
    await window.getByText(/Rantai utuh: 100\.\d+ entri, \d+ dengan nilai yang cocok/).waitFor()
    // The days of the search as a signed file, and what is known about a resident.
    await answerDialogs(opened.app, at('masa.ndjson'))
    await window.getByRole('textbox', { name: 'Sejak' }).pressSequentially('01012000')
    await window.getByRole('textbox', { name: 'Sampai' }).pressSequentially('02012000')
    await window.getByRole('button', { name: 'Simpan masa ini' }).press('Enter')
    await window.getByText(/^0 perbuatan disimpan di .*SHA-256 [0-9a-f]{64}$/).waitFor()
    await screenshot('audit-period')
    expect(readFileSync(at('masa.ndjson.minisig'), 'utf8')).toContain('rekam:report:v1')
    await answerDialogs(opened.app, at('penduduk.json'))
    await window.getByRole('textbox', { name: 'NIK penduduk' }).pressSequentially(NIK)
    await window.getByRole('button', { name: 'Simpan data orang ini' }).press('Enter')
    await window.getByText(/Jawaban paling lambat/).waitFor()
    await screenshot('audit-person')
    expect(await violations(window)).toEqual([])
    for (const name of ['NIK penduduk', 'Sejak', 'Sampai'])
      await window.getByRole('textbox', { name }).fill('')
    await window.getByRole('tab', { name: 'Audit' }).press('ArrowUp')
    await window.getByRole('tab', { name: 'Stasiun', selected: true }).press('ArrowUp')
    await window.getByRole('radio', { name: 'English' }).press('Space')
    await window.getByRole('tab', { name: 'Appearance' }).press('End')
    await window.getByRole('textbox', { name: 'By', exact: true }).waitFor()
    await window.getByRole('combobox', { name: 'Act' }).selectOption('draft.biodata')
    await window
      .getByRole('cell', { name: 'station unlocked', exact: true })
      .first()
      .waitFor({ state: 'detached' })
    await window.getByText(/Full name:/).waitFor()
    await screenshot('audit-values-en')
    expect(await violations(window)).toEqual([])
    expect(complaints).toEqual([])
  })
})
