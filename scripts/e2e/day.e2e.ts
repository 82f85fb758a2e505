// An operator's whole day in the real window by the keyboard alone, from the locked door to the locked door: the list of the morning, the queue,
// a resident recorded and given a letter on paper, one parked, the board, the backup to a disk, the evening's report and list. The test clicks
// nothing and never moves the focus: whatever would throws. It prints the key strokes of each part.
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { type OwnCups, startOwnCups } from '../../src/core/paper/printers/testing/own-cups.ts'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { words } from '../../src/renderer/i18n/words-id.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { countKeys } from './count-keys.ts'
import { keyboardOnly, pointerPresses } from './keyboard-only.ts'
import { launch, type Launched } from './launch.ts'
import { fillBiodata, press, recordHere, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-day-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(person, 'biodata.json'), 'utf8')))
let opened: Launched | undefined
let cups: OwnCups
let disk: TestVolume

/** Opens a page by the palette: its first words, Enter. */
async function go(window: Page, typed: string, title: string): Promise<void> {
  await window.keyboard.press('Control+k')
  const palette = window.getByRole('dialog', { name: words.palette.title })
  await palette.locator('input:focus').waitFor()
  await window.keyboard.type(typed)
  await palette.getByRole('option').first().filter({ hasText: title }).waitFor()
  await window.keyboard.press('Enter')
  await palette.waitFor({ state: 'detached' })
  await window.getByRole('heading', { name: title, exact: true }).waitFor()
}

/** Draws a number for somebody. */
async function take(window: Page, name: string, nik: string): Promise<void> {
  await window.keyboard.press('F7')
  await window.locator('[role=dialog] input:focus').waitFor()
  await window.keyboard.type(name)
  await window.keyboard.press('Enter')
  await window.keyboard.type(nik)
  await window.keyboard.press('F10')
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Ticks what only a person can know, item by item, and signs the list. */
async function signList(window: Page, items: readonly (keyof typeof words.board.day.items)[]): Promise<void> {
  const labelOf = () =>
    window.evaluate(() => {
      const focused = document.activeElement
      return focused instanceof HTMLInputElement && focused.type === 'checkbox'
        ? (focused.labels?.[0]?.textContent ?? '')
        : ''
    })
  for (const item of items) {
    const label = words.board.day.items[item]
    for (let steps = 0; (await labelOf()) !== label; steps++) {
      if (steps > 60) throw new Error(`Tab does not lead to ${label}`)
      await window.keyboard.press('Tab')
    }
    await window.keyboard.press('Space')
    await window.getByRole('checkbox', { name: label, checked: true }).waitFor()
  }
  await press(window, new RegExp(`^${words.board.day.sign}$`))
  await window
    .getByText(/^Disahkan /)
    .nth(items.includes('locked') ? 1 : 0)
    .waitFor()
}

describe.skipIf(!canMount('ext4'))('a day by the keyboard', { timeout: 400_000 }, () => {
  beforeAll(async () => {
    cups = await startOwnCups()
    await cups.setMode('prints')
    disk = makeVolume('ext4')
    disk.eject()
    cpSync(person, at('person'), { recursive: true })
    cpSync(path.join(person, 'fingers/right-thumb.png'), at('person', 'signature-thumb.png'))
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(async () => {
    await cups?.close()
    disk?.[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('from unlocking to the lock, without a mouse', async () => {
    opened = await launch({
      station: at('station'),
      captures: at('person'),
      drives: path.dirname(disk.mount),
      env: { CUPS_SERVER: cups.server },
    })
    const { complaints, screenshot } = opened
    const window = await keyboardOnly(opened.window)
    window.setDefaultTimeout(60_000)
    const keys = countKeys(window)
    const strokes: Record<string, number> = {}
    const part = (name: string) => {
      strokes[name] = keys.lap().strokes
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    part('unlock')

    await go(window, 'daftar hari', words.board.day.title)
    await signList(window, ['devices', 'paper'])
    await screenshot('day-morning')
    part('list of the morning')

    await window.keyboard.press('F4')
    await window.getByRole('heading', { name: words.queue.title, exact: true }).waitFor()
    await take(window, biodata.nama, biodata.nik)
    await take(window, sampleBiodata(2).nama, sampleBiodata(2).nik)
    await window.keyboard.press('F4')
    await window.getByRole('region', { name: 'Dipanggil: nomor 1' }).waitFor()
    await screenshot('day-queue')
    part('queue')

    await window.keyboard.press('F10')
    await window.getByRole('heading', { name: words.enrolment.start.title }).waitFor()
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    await window.keyboard.press('F10')
    await window.locator('input[name=kk]').waitFor()
    await recordHere(window, { biodata, village: 'Paruga' }, undefined, {
      // A thumb for the signature: a pen would be a mouse.
      sign: async () => {
        await window.keyboard.press('F7')
        await window.getByText('Cap jempol kanan belum diambil').waitFor()
        await window.getByRole('button', { name: /F9$/ }).and(window.locator(':enabled')).waitFor()
        await window.keyboard.press('F9')
        await window.getByText(/^Cap jempol kanan tersimpan/).waitFor()
      },
    })
    part('recording')

    await window
      .getByRole('button', { name: /^Terbitkan Suket/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await window.keyboard.press('F9')
    await window.getByText(/^471\.13\/00001\//).waitFor()
    await window.keyboard.press('Control+p')
    await window.locator('[role=dialog] form').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Tercetak', { exact: true }).first().waitFor()
    expect(globSync('out/*.pdf', { cwd: cups.folder })).toHaveLength(1)
    await screenshot('day-letter')
    part('letter on paper')

    // F4 opens the recording here: the list first.
    await window.keyboard.press('Escape')
    await window.getByRole('heading', { name: words.rooms.enrolment, exact: true }).waitFor()
    await window.keyboard.press('F4')
    await window.getByRole('heading', { name: words.queue.title, exact: true }).waitFor()
    await window.keyboard.press('F4')
    await window.getByRole('region', { name: 'Dipanggil: nomor 2' }).waitFor()
    await window.keyboard.press('F10')
    await window.getByRole('heading', { name: words.enrolment.start.title }).waitFor()
    await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
    await window.keyboard.press('F10')
    await window.locator('input[name=kk]').waitFor()
    await fillBiodata(window, sampleBiodata(2), 'Paruga')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    await window.keyboard.press('F8')
    await window.locator('[role=dialog] input:focus').waitFor()
    await window.keyboard.type('Anak lelah atau menangis')
    await window.keyboard.press('F10')
    await window.getByRole('region', { name: words.enrolment.list.drafts }).waitFor()
    await screenshot('day-parked')
    part('one parked')

    await go(window, 'papan', words.board.title)
    await window.getByRole('heading', { name: /1 dari 1 rekaman hanya ada di komputer ini/ }).waitFor()
    await screenshot('day-board')
    part('board')

    disk.plug()
    await go(window, 'cadangan', words.backup.title)
    await window.getByRole('button', { name: /F10$/ }).and(window.locator(':enabled')).waitFor()
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor()
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByText(/Disk meja 1\/1/).waitFor()
    await screenshot('day-backup')
    part('backup to a disk')

    await go(window, 'laporan malam', words.board.report.title)
    await window.getByText(words.board.report.noPerson).waitFor()
    await go(window, 'daftar hari', words.board.day.title)
    await signList(window, ['away', 'locked'])
    await screenshot('day-evening')
    part('report and list of the evening')

    await window.keyboard.press('Control+l')
    await window.locator('input[type=password]').waitFor()
    part('lock')

    const all = Object.values(strokes).reduce((sum, some) => sum + some, 0)
    console.log(`key strokes: ${JSON.stringify(strokes)}, ${all} in all`)
    expect(await pointerPresses(opened.window)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('what is no keyboard is found', async () => {
    opened = await launch({ station: at('station') })
    const window = await keyboardOnly(opened.window)
    await window.locator('input[type=password]').waitFor()
    expect(() => window.locator('input[type=password]').click()).toThrow('only the keyboard')
    expect(() => window.getByRole('button').first().focus()).toThrow('only the keyboard')
    expect(() => window.mouse).toThrow('only the keyboard')
    await expect(window.evaluate(() => document.querySelector('button')?.focus())).rejects.toThrow('focus')
    await opened.window.mouse.click(5, 5)
    expect(await pointerPresses(opened.window)).toContain('pointerdown')
  })
})
