// The biodata of somebody who moved here is read aloud, in the real window by the keyboard alone: the reason for a NIK of elsewhere, field
// by field, a correction with its old value. Screenshots, axe on each screen.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { whileSlow } from './core-pid.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, fillBiodata, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-reading-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const sample = path.join(projectRoot, 'resources', 'people', '10', 'biodata.json')
const person = biodataSchema.parse(JSON.parse(readFileSync(sample, 'utf8')))
let opened: Launched | undefined

describe('reading the biodata aloud', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('takes the reason of a warning, each field, and a correction with its old value', async () => {
    opened = await launch({ station: at('station') })
    const { window, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const shot = async (name: string) => {
      await opened!.screenshot(`reading-${name}`)
      expect(await violations(window)).toEqual([])
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await callUp(window, person.nik)
    await fillBiodata(window, person, 'Paruga')
    await window.getByText(/^Peringatan ini tidak menghalangi/).waitFor()
    await window.locator('main section input:focus').waitFor()
    await keyboard.press('F10')
    await window.getByText('Pilih atau ketik alasannya.').waitFor()
    await keyboard.type('Pindah datang; NIK tidak berubah')
    await keyboard.press('Tab')
    await shot('reasons')
    await keyboard.press('F10')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    // Quicker than the disk: each is kept after the one before.
    await whileSlow(at('station'), async () => {
      for (const field of ['nik', 'kk', 'shdk', 'nama']) {
        await window.locator(`button[name=${field}]:focus`).waitFor()
        if (field !== 'nama') await keyboard.press('Enter')
      }
    })
    await window.getByText('benar', { exact: true }).nth(2).waitFor()
    // The name is wrong: the form opens there.
    await keyboard.press('Escape')
    await window.locator('input[name=nama]:focus').waitFor()
    await keyboard.press('Control+A')
    await keyboard.type('CONTOH NAMA BETUL')
    // Nobody knows the day and month of birth: the customary date is recorded, and said to be one.
    await window.locator('input[name=tanggalLahir]').focus()
    await keyboard.press('Control+A')
    await keyboard.type('00001993')
    await window.getByText('jadi 01-07-1993').waitFor()
    await shot('birth-unknown')
    await keyboard.press('F10')
    await window.getByText(`dikoreksi, semula: ${person.nama}`).waitFor()
    await window.locator('button[name=nama]:focus').waitFor()
    await window
      .locator('button[name=tanggalLahir]')
      .getByText('01-07-1993 (tanggal dan bulan tidak diketahui)')
      .waitFor()
    await shot('corrected')
    // It stands in its field as it was typed.
    await keyboard.press('Escape')
    await window.locator('input[name=nama]:focus').waitFor()
    expect(await window.locator('input[name=tanggalLahir]').inputValue()).toBe('00-00-1993')
    await keyboard.press('F10')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    await keyboard.press('F10')
    await window.getByRole('heading', { name: 'Pas foto', exact: true }).waitFor()
    expect(complaints).toEqual([])
  })
})
