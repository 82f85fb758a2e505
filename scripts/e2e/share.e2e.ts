// A disk that another station of the same Dinas paired first, joined in the real window by the keyboard alone.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch, type Launched } from './launch.ts'
import { goTo, press, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-share-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const stationOf = (name: string) => ['--station', at(name)]
let opened: Launched | undefined
let disk: TestVolume | undefined

describe.skipIf(!canMount('ext4'))('a disk of several stations in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    mkdirSync(at('drives'))
    disk = makeVolume('ext4', { mount: at('drives', 'BERSAMA') })
    cpSync(path.join(projectRoot, 'resources/people/01'), at('people', '01'), { recursive: true })
    for (const [name, code] of [
      ['satu', '5272-01-A'],
      ['dua', '5272-01-B'],
    ] as const)
      await rekam('init', ...stationOf(name), '--demo', '--code', code)
    await rekam('enrol', ...stationOf('dua'), '--from', at('people'))
    const label = 'Disk Bersama Kecamatan Rasanae Barat'
    await rekam('backup', ...stationOf('satu'), '--disk', disk.mount, '--pair', 'rotation', '--label', label)
  }, 300_000)
  afterAll(async () => {
    await opened?.close()
    disk?.[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('it is offered as a shared one, joined, and holds both stations', async () => {
    opened = await launch({ station: at('dua'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const dialog = window.getByRole('dialog')
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await window.getByText('milik stasiun 5272-01-A').waitFor()
    await window.getByText('Dipasangkan oleh stasiun 5272-01-A').waitFor()
    await screenshot('share-offered')
    await press(window, /^Pakai bersama$/)
    await dialog.getByText('menulis ke foldernya sendiri').waitFor()
    await window.locator('[role=dialog] input:focus').waitFor()
    await screenshot('share-dialog')
    await window.keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    await press(window, /^Cadangkan$/)
    await window.getByText('lengkap, 1 rekaman').waitFor()
    await window.getByText('Semua 1 rekaman ada di komputer ini dan di disk.').waitFor()
    await screenshot('share-joined')
    await opened.close()
    opened = undefined
    const root = ['--trust', at('dinas', 'root.pub')]
    const verified = await rekam('verify', '--disk', disk?.mount ?? '', ...root, '--json')
    expect(verified.json()).toMatchObject({ sound: true, origin: 'proven', packets: 1 })
    expect(complaints).toEqual([])
  })
})
