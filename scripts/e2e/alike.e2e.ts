// Who was recorded before, in the real window by the keyboard alone: the same NIK, a look-alike side by side with one recorded choice, and
// somebody who moved here and is not recorded again. Screenshots in both languages, axe on each screen.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, fillBiodata, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-alike-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const sample = path.join(projectRoot, 'resources', 'people', '01')
const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(sample, 'biodata.json'), 'utf8')))
const OLD = { ...biodata, nama: 'CONTOH MUHAMMAD YUSUF', namaIbu: 'CONTOH SITI AMINAH' }
const NOW = { ...OLD, nik: '5272011703850077', nama: 'CONTOH MOH. JUSUF', namaIbu: 'CONTOH ST. AMINAH' }
let opened: Launched | undefined

describe('who was recorded before', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    cpSync(sample, at('people', '01'), { recursive: true })
    writeFileSync(at('people', '01', 'biodata.json'), JSON.stringify(OLD))
    await rekam('enrol', '--station', at('station'), '--from', at('people'))
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('is asked about before anybody is recorded twice', async () => {
    opened = await launch({ station: at('station') })
    const { window, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const shot = async (name: string) => {
      await opened!.screenshot(`alike-${name}`)
      expect(await violations(window)).toEqual([])
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    // The same NIK.
    await keyboard.press('F3')
    await window.locator('input:focus').waitFor()
    await keyboard.type(OLD.nik)
    await window.getByText(/^Sudah pernah direkam di sini/).waitFor()
    await shot('recorded')
    await keyboard.press('F7')
    await window.getByRole('dialog').waitFor()
    await shot('not-again')
    await keyboard.press('F10')
    await window.getByText('Wajib diisi').first().waitFor()
    await keyboard.press('Tab')
    await keyboard.type('CONTOH MUHAMMAD YUSUF')
    await keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    // A look-alike.
    await callUp(window, NOW.nik)
    await fillBiodata(window, NOW, 'Paruga')
    await window.getByText(/^Mungkin orang yang sama/).waitFor()
    await window.locator('input[type=radio]:focus').waitFor()
    await shot('side-by-side')
    await keyboard.press('F10')
    await window.getByText('Pilih dulu: orang lain, atau orang yang sama.').waitFor()
    await keyboard.press('ArrowRight')
    await keyboard.press('Tab')
    await keyboard.type('Wajahnya sama dengan foto lama')
    await keyboard.press('F10')
    await window.getByText('Orang ini sudah direkam di sini dengan NIK lain.').waitFor()
    await shot('same')
    // The choice is taken back by two strokes, and the way is free.
    await keyboard.press('F10')
    await keyboard.press('F10')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    await keyboard.press('F10')
    await window.getByRole('heading', { name: 'Pas foto', exact: true }).waitFor()
    // The daybook has who was not recorded again.
    await keyboard.press('F4')
    await window.getByText(/1 diakhiri/).waitFor()
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.getByRole('heading', { name: 'Queue', exact: true }).waitFor()
    await keyboard.press('F3')
    await window.locator('input:focus').waitFor()
    await keyboard.type(OLD.nik)
    await window.getByText(/^Already recorded here on/).waitFor()
    await shot('recorded-en')
    expect(complaints.filter((line) => !line.includes('QUEUE-EMPTY'))).toEqual([])
  })
})
