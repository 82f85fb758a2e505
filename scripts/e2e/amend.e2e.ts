// A sealed recording is corrected, completed and cancelled, in the real window by the keyboard alone, and the packets are opened by stock
// tools. Screenshots in both languages, axe on each screen.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildAll } from '../build.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { press, takePhoto, unlock } from './operator.ts'
import { rekam } from './rekam.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-amend-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
let opened: Launched | undefined

/** Members of the sealed packets, as the centre opens them with stock age and tar. */
function packets(): Record<string, string>[] {
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: base })
  return globSync('packets/*/*.rkp', { cwd: at('station') }).map((packet) => {
    run('age', '-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), at('station', packet))
    const names = run('tar', '-tf', at('packet.tar')).trim().split('\n')
    const words = names.filter((name) => name.endsWith('.json'))
    return {
      names: names.join(' '),
      ...Object.fromEntries(words.map((name) => [name, run('tar', '-xOf', at('packet.tar'), name)])),
    }
  })
}

describe('amending a sealed recording', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await buildAll()
    await rekam('init', '--demo', '--station', at('station'))
    cpSync(person, at('people', '01'), { recursive: true })
    await rekam('enrol', '--station', at('station'), '--from', at('people'))
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('mends a name without capturing anything again, and adds a photo', async () => {
    opened = await launch({ station: at('station'), captures: person })
    const { window, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const shot = async (name: string) => {
      await opened!.screenshot(`amend-${name}`)
      expect(await violations(window)).toEqual([])
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await window.getByRole('link', { name: 'CONTOH SATU' }).focus()
    await keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Perubahan setelah disegel' }).waitFor()
    await shot('recording')
    await keyboard.press('F7')
    await window.locator('[role=dialog] select:focus').waitFor()
    await keyboard.press('F10')
    await window.getByText('Belum ada yang berubah.').waitFor()
    await keyboard.press('Tab')
    await keyboard.type('contoh satoe')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.type('Salah ketik')
    await keyboard.press('Tab')
    await shot('correct')
    await keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByText(/^Perbaikan data · paket nomor 2/).waitFor()
    await window.getByRole('heading', { name: 'CONTOH SATOE', exact: true }).waitFor()
    await shot('corrected')
    // A further photo.
    await press(window, /^Perekaman susulan/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.type('Foto lama kabur')
    await keyboard.press('Tab')
    await shot('supplement')
    await keyboard.press('F10')
    await window.getByRole('heading', { name: 'Pas foto', exact: true }).waitFor()
    await takePhoto(window)
    await shot('supplement-photo')
    for (const title of [
      'Tanda tangan',
      'Sidik jari',
      'Iris mata',
      'Telunjuk kedua kali',
      'Tinjau dan segel',
    ]) {
      await keyboard.press('F10')
      await window.getByRole('heading', { name: title, exact: true }).waitFor()
    }
    await shot('supplement-review')
    await window.getByRole('button', { name: /F10$/ }).and(window.locator(':enabled')).waitFor()
    await keyboard.press('F10')
    await window.getByText(/^Perekaman susulan · paket nomor 3/).waitFor()
    await keyboard.press('Escape')
    await window.getByRole('link', { name: 'CONTOH SATOE' }).focus()
    await keyboard.press('Enter')
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.getByText(/^Further capture · packet number 3/).waitFor()
    await shot('corrected-en')
    expect(complaints).toEqual([])
  })

  test('the packets say who, what and why to stock tools', () => {
    const all = packets()
    expect(all).toHaveLength(3)
    const saying = (kind: string) => all.find((one) => one['amendment.json']?.includes(`"kind":"${kind}"`))!
    const correction = saying('correction')
    expect(JSON.parse(correction['amendment.json']!)).toMatchObject({
      reason: 'Salah ketik',
      changes: [{ field: 'nama', old: 'CONTOH SATU', new: 'CONTOH SATOE' }],
    })
    expect(correction['names']).not.toMatch(/photo|finger|iris/)
    expect(JSON.parse(correction['biodata.json']!)).toMatchObject({ nama: 'CONTOH SATOE' })
    const supplement = saying('supplement')
    expect(supplement['names']).toMatch(/photo\.jpg/)
    expect(supplement['names']).not.toMatch(/biodata\.json/)
  })
})
