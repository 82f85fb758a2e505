// Who sits at the desk, in the real window by the keyboard alone: accounts, PINs, a change of operator in the middle of a recording, a password
// forgotten and given anew over the telephone. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-accounts-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const SITI = 'sandi pertama siti'
const NEW = 'sandi yang baru sekali'
let opened: Launched | undefined

describe('accounts in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('from the first account to a forgotten password', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const shot = (name: string) => screenshot(`accounts-${name}`)
    const dialog = window.getByRole('dialog')
    const demo = readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
    const type = async (...fields: string[]) => {
      for (const [i, text] of fields.entries()) {
        if (i > 0) await keyboard.press('Tab')
        await keyboard.type(text)
      }
    }
    const saves = async () => {
      await keyboard.press('F10')
      await dialog.waitFor({ state: 'hidden' })
    }
    const accounts = async () => {
      await window.getByRole('link', { name: 'Pengaturan' }).press('Enter')
      await window.getByRole('button', { name: /^Akun dan PIN/ }).waitFor()
      await keyboard.press('F7')
      await window.getByRole('heading', { name: 'Akun', exact: true }).waitFor()
    }
    const sitDown = async (account: string, field: 'PIN' | 'Kata sandi', secret: string) => {
      await window.getByRole('combobox', { name: 'Akun' }).selectOption(account)
      await window.getByRole('textbox', { name: field, exact: true }).focus()
      await keyboard.type(secret)
      await keyboard.press('Enter')
    }
    const makePin = async (current: string, pin: string) => {
      await keyboard.press('F8')
      await window.locator('[role=dialog] input:focus').waitFor()
      await type(current, pin, pin)
      await saves()
      await window.getByText('PIN tersimpan.').waitFor()
    }

    await unlock(window, demo)
    await accounts()
    await window.getByRole('table', { name: 'Semua akun' }).waitFor()
    await keyboard.press('F7')
    await window.locator('[role=dialog] input:focus').waitFor()
    await type('Siti R.')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await type(SITI, 'lain')
    await keyboard.press('F10')
    await window.getByText('Kedua kata sandi belum sama.').waitFor()
    await shot('add')
    for (let i = 0; i < 4; i++) await keyboard.press('Backspace')
    await keyboard.type(SITI)
    await saves()
    await window.getByRole('cell', { name: 'Siti R.', exact: true }).waitFor()
    await makePin(demo, '481516')
    await shot('list')

    // In the middle of a recording somebody else sits down; what was typed is there again.
    await callUp(window, sampleBiodata(1).nik)
    await window.locator('input[name=kk]').focus()
    await keyboard.type('5272011203120001')
    await keyboard.press('F6')
    await window.getByRole('heading', { name: 'Siapa yang bertugas?' }).waitFor()
    await shot('rest')
    await sitDown('Siti R.', 'Kata sandi', SITI)
    await window.locator('input[name=kk]').waitFor()
    expect(await window.locator('input[name=kk]').inputValue()).toBe('527201 120312 0001')
    await window.getByRole('button', { name: 'Siti R.' }).waitFor()

    await accounts()
    expect(await window.getByRole('table').count()).toBe(0)
    await makePin(SITI, '271828')
    await keyboard.press('F6')
    await window.getByRole('textbox', { name: 'PIN', exact: true }).waitFor()
    await sitDown('Siti R.', 'PIN', '271829')
    await window.getByText('PIN tidak cocok.').waitFor()
    await shot('wrong-pin')
    const started = performance.now()
    await sitDown('penyelia', 'PIN', '481516')
    await window.getByRole('button', { name: 'penyelia' }).waitFor()
    process.stdout.write(`change of operator by PIN: ${Math.round(performance.now() - started)} ms\n`)

    // Locked, and forgotten: the screen says what to read to the Dinas, who answer with a code.
    await keyboard.press('Control+l')
    await window.getByRole('heading', { name: 'Stasiun terkunci' }).waitFor()
    await keyboard.press('F7')
    const station = await window.getByText(/^5272-01-/).textContent()
    await shot('forgotten')
    const asked = ['--station', station ?? '', '--slot', '1', '--escrow', at('station/keys/reset-escrow.age')]
    const answered = await rekam('keys', 'answer', ...asked, '--identity', at('dinas/recovery.txt'))
    await window.getByRole('textbox', { name: 'Kode dari Dinas' }).focus()
    await type(answered.out.trim())
    await keyboard.press('Tab')
    await type(NEW)
    await window.getByRole('textbox', { name: 'Sekali lagi' }).focus()
    await keyboard.type(NEW)
    await keyboard.press('Enter')
    await window.getByRole('button', { name: 'penyelia' }).waitFor()

    // An administrator sees accounts and no residents.
    await keyboard.press('F6')
    await window.getByRole('heading', { name: 'Siapa yang bertugas?' }).waitFor()
    await sitDown('administrator', 'Kata sandi', demo)
    await accounts()
    expect(await window.getByRole('link', { name: 'Perekaman' }).count()).toBe(0)
    await window.getByRole('button', { name: 'Nonaktifkan: Siti R.' }).press('Enter')
    await dialog.waitFor()
    await shot('disable')
    await saves()
    await window.getByText(/^nonaktif /).waitFor()
    await shot('administrator')

    // The audit is searched by the keyboard: who, what, since when.
    await window.getByRole('link', { name: 'Pengaturan' }).press('Enter')
    await window.getByRole('tab', { name: 'Akun dan data', selected: true }).press('End')
    const search = window.getByRole('search', { name: 'Cari perbuatan' })
    const entries = window.getByRole('region', { name: 'Perbuatan yang tercatat' })
    await search.getByRole('textbox', { name: 'NIK penduduk' }).focus()
    await keyboard.press('Tab')
    await keyboard.type('Siti R.')
    await expect.poll(() => entries.getByRole('row').filter({ hasText: 'penyelia' }).count()).toBe(0)
    // Between two answers there is no row at all.
    await expect
      .poll(() => entries.getByRole('row').filter({ hasText: 'Siti R.' }).count())
      .toBeGreaterThan(0)
    await keyboard.press('Tab')
    await search.getByRole('combobox', { name: 'Perbuatan' }).selectOption('account.pin')
    await expect.poll(() => entries.getByRole('row').count()).toBe(2)
    await search.getByRole('textbox', { name: 'Sejak' }).focus()
    await keyboard.type('01012001')
    await shot('audit-search')
    await keyboard.press('Tab')
    await keyboard.type('02012001')
    await window.getByText('Tidak ada perbuatan yang cocok.').waitFor()
    await search.getByRole('textbox', { name: 'NIK penduduk' }).focus()
    await keyboard.type('5272')
    await shot('audit-nothing')
    await window.getByRole('tab', { name: 'Audit', selected: true }).press('ArrowUp')
    await window.getByRole('tab', { name: 'Stasiun', selected: true }).press('ArrowUp')
    await window.getByRole('radio', { name: 'English' }).focus()
    await keyboard.press('Space')
    await window.getByRole('tab', { name: 'Appearance', selected: true }).press('End')
    await window.getByRole('textbox', { name: 'By', exact: true }).waitFor()
    await shot('audit-english')
    expect(complaints).toEqual([])
  })
})
