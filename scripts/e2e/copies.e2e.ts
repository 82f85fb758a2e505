// What counts as a copy, in the real window: a packet whose file is missing on this computer, and a disk that is connected together with its
// bitwise clone. Screenshots are kept in out/screens.
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-copies-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const MISSING = /1 berkas rekaman tidak ada di komputer ini/
const TWIN = /tiruan \(klon\)/
let opened: Launched | undefined
let disk: TestVolume
let image = ''

describe.skipIf(!canMount('ext4'))('copies in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    mkdirSync(at('drives'))
    disk = makeVolume('ext4', { mount: at('drives', 'A'), spoil: (made) => void (image = made) })
    await sampleStation(base, ['01'])
    const as = ['--pair', 'rotation', '--label', 'Disk Merah', '--place', 'Kantor camat']
    await rekam('backup', ...station, '--disk', disk.mount, ...as)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => {
    disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('a packet whose file is gone is said with a number; a disk and its clone are refused together, and neither is written', async () => {
    const [packet] = globSync('packets/*/*.rkp', { cwd: at('station') })
    rmSync(at('station', packet!))
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await window.getByText('Disk Merah', { exact: true }).waitFor()
    await window.getByText(MISSING).waitFor()
    await window.getByText('1 dari 1 rekaman hanya ada di satu tempat.').waitFor()
    await screenshot('copies-missing')
    expect(await violations(window)).toEqual([])
    disk.eject()
    const clone = makeVolume('ext4', { mount: at('drives', 'B'), spoil: (made) => cpSync(image, made) })
    try {
      const before = readdirSync(clone.mount, { recursive: true, encoding: 'utf8' }).toSorted()
      disk.plug()
      await window.getByText(TWIN).nth(1).waitFor()
      await screenshot('copies-twin')
      expect(await violations(window)).toEqual([])
      for (const { mount } of [disk, clone])
        expect(readdirSync(mount, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(before)
    } finally {
      clone[Symbol.dispose]()
    }
    await window.getByText(TWIN).first().waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })
})
