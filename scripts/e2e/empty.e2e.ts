// A borrowed computer is emptied in the real window, by the keyboard alone: two disks proven, typed confirmation, record, receipt.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-empty-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
let opened: Launched | undefined
let first: TestVolume
let second: TestVolume

describe.skipIf(!canMount('ext4'))('a borrowed computer in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    first = makeVolume('ext4')
    second = makeVolume('ext4', { mount: path.join(path.dirname(first.mount), 'second') })
    await sampleStation(base, ['01'])
    for (const [volume, name] of [
      [first, 'DISK C'],
      [second, 'DISK D'],
    ] as const) {
      const pair = ['--pair', 'rotation', '--label', name]
      await rekam('backup', ...station, '--disk', volume.mount, ...pair)
    }
  }, 600_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => {
    second[Symbol.dispose]()
    first[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('is emptied after two disks are proven, on a typed word, and says so', async () => {
    opened = await launch({ station: at('station'), drives: path.dirname(first.mount) })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(120_000)
    const shot = async (name: string) => {
      await screenshot(`empty-${name}`)
      expect(await violations(window)).toEqual([])
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await window.keyboard.press('F8')
    await window.getByRole('heading', { name: 'Kosongkan komputer ini' }).waitFor()
    await window.getByRole('checkbox', { checked: true }).nth(1).waitFor()
    await shot('disks')
    // One disk is not enough: refused, and nothing has changed.
    await window.getByRole('checkbox').nth(1).focus()
    await window.keyboard.press('Space')
    await window.keyboard.press('F10')
    await window.getByRole('alert').waitFor()
    await shot('one-disk')
    expect(existsSync(at('station', 'rekam.db'))).toBe(true)
    await window.getByRole('checkbox').nth(1).focus()
    await window.keyboard.press('Space')
    await window.keyboard.press('F10')
    await window.getByText(/KOSONGKAN 5272-01-A/).waitFor()
    await window.getByRole('cell', { name: 'DISK D' }).waitFor()
    await shot('proven')
    await window.locator('input:focus').waitFor()
    await window.keyboard.type('KOSONGKAN 5272-01-B')
    expect(
      await window
        .getByRole('button', { name: /^Kosongkan/ })
        .last()
        .isDisabled(),
    ).toBe(true)
    await shot('wrong-word')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('KOSONGKAN 5272-01-A')
    await answerDialogs(app, at('kosong.pdf'))
    await window.keyboard.press('F10')
    await window.getByText(/Stasiun 5272-01-A sudah dikosongkan oleh penyelia/).waitFor()
    await shot('emptied')
    expect(readFileSync(at('kosong.pdf.minisig'), 'utf8')).toContain('rekam:report:v1 station=5272-01-A')
    expect(existsSync(at('station', 'rekam.db'))).toBe(false)
    expect(existsSync(at('station', 'keys'))).toBe(false)
    expect(existsSync(at('station', 'kosong', 'berita-acara.pdf'))).toBe(true)
    expect(complaints).toEqual([])
  })
})
