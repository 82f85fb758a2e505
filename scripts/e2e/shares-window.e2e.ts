// Nobody knows a password any more: a restore in the real window with 3 of 5 shares, each from a drive that is taken away again. By the keyboard alone.
import { globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { press } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-shares-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const share = (number: number) => at('pemegang', `pecahan-${number}.txt`)
const NEW = 'kata sandi sesudah kebakaran'

let disk: TestVolume
let opened: Launched | undefined

describe.skipIf(!canMount('ext4'))('shares in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    disk = makeVolume('ext4')
    const old = ['--station', at('lama', 'station')]
    await sampleStation(at('lama'), ['01'])
    await rekam('backup', ...old, '--disk', disk.mount, '--pair', 'rotation', '--label', 'DISK A')
    await rekam('keys', 'split', '--identity', at('lama/dinas/recovery.txt'), '--out', at('pemegang'))
    await rekam('keys', 'split', '--out', at('dinas-lain'))
    renameSync(at('lama/dinas/root.pub'), at('root.pub'))
    rmSync(at('lama'), { recursive: true })
    const broken = readFileSync(share(3), 'utf8')
    writeFileSync(
      at('rusak.txt'),
      broken.replace(/^data .*$/m, (line) => line.replace(/[2-9]/, '1')),
    )
  }, 600_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => {
    disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('each share is judged at once and named by its number; three bring the station back', async () => {
    opened = await launch({ station: at('baru', 'station'), drives: path.dirname(disk.mount) })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const shot = async (name: string) => {
      await screenshot(`shares-${name}`)
      expect(await violations(window)).toEqual([])
    }
    await window.getByRole('heading', { name: 'Selamat datang di Rekam' }).waitFor()
    await window.keyboard.press('2')
    await window.getByRole('checkbox', { name: /ext4/, checked: true }).waitFor()
    await press(window, /^Lanjut/)
    await window.locator('input[type=password]').waitFor()
    await window.keyboard.type(at('root.pub'))
    await window.getByRole('radio', { name: 'Kata sandi penyelia' }).focus()
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('ArrowRight')
    await window.getByText('Belum ada pecahan.').waitFor()
    await shot('none')
    const field = window.getByLabel('Berkas pecahan dari pemegang berikutnya')
    const give = async (file: string) => {
      await field.focus()
      await window.keyboard.press('Control+A')
      await window.keyboard.type(file)
      await window.keyboard.press('Enter')
    }
    await give(share(5))
    await window.getByText('1 dari 3 pecahan yang diperlukan.').waitFor()
    rmSync(share(5))
    await give(at('rusak.txt'))
    await window.getByText('Pecahan nomor 3 rusak atau salah ketik.').waitFor()
    await shot('damaged')
    await give(at('dinas-lain', 'pecahan-2.txt'))
    await window.getByText('Pecahan nomor 2 bukan dari kunci yang sama dengan pecahan lainnya.').waitFor()
    await give(share(2))
    await window.getByText('2 dari 3 pecahan yang diperlukan.').waitFor()
    rmSync(share(2))
    await press(window, /^Periksa sumber/)
    await window.getByText('Pecahan belum cukup.').waitFor()
    await give(share(4))
    await window.getByText(/3 dari 3 pecahan yang diperlukan: cukup/).waitFor()
    rmSync(share(4))
    await shot('enough')
    for (const label of ['Kata sandi penyelia yang baru', 'Sekali lagi']) {
      await window.getByLabel(label, { exact: true }).focus()
      await window.keyboard.type(NEW)
    }
    await window.keyboard.press('Enter')
    await window.getByRole('button', { name: /^Pulihkan/ }).waitFor()
    await shot('plan')
    await press(window, /^Pulihkan/)
    await window.getByRole('button', { name: /^Buka/ }).waitFor()
    expect(complaints).toEqual([])
    expect(globSync('baru/station/packets/*/*.rkp', { cwd: base }).length).toBeGreaterThan(0)
    for (const entry of globSync('baru/**/*', { cwd: base, withFileTypes: true }).filter((one) =>
      one.isFile(),
    ))
      expect(readFileSync(path.join(entry.parentPath, entry.name)).includes('AGE-SECRET-KEY-1')).toBe(false)
  })
})
