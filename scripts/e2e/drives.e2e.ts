// What is wrong with a drive, each its own words, in the real window on real volumes and in both languages. Screenshots are kept in
// out/screens.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, press, unlock } from './operator.ts'
import { type Ran, rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import {
  canMount,
  makeVolume,
  markDamaged,
  type TestVolume,
  type VolumeKind,
  type VolumeOptions,
} from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-drives-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
let opened: Launched | undefined
/** What the terminal says of the pairing of a disk on which no copy counts. */
let paired: Ran
const volumes = new Map<string, TestVolume>()

const plug = (name: string, options: VolumeOptions = {}, kind: VolumeKind = 'ext4') =>
  volumes.set(name, makeVolume(kind, { mount: at('drives', name), ...options }))

/** Name of the drive, and what has to stand beside it. */
const WORDS = {
  id: [
    ['BARU', 'belum dipasangkan', 'Program di disk ini tidak dapat dijalankan (noexec).'],
    [
      'JENDELA',
      'belum dipasangkan',
      'Salinan di disk ini tidak pernah dihitung: komputer ini membukanya lewat FUSE',
    ],
    ['LAMBAT', 'belum dipasangkan', 'Dipasang dengan tulis langsung (sync)'],
    ['RUSAK', 'tidak dapat dipakai', 'Periksa disk di komputer lain'],
    ['TERKUNCI', 'hanya dapat dibaca', 'Geser penguncinya'],
    ['BACA', 'hanya dapat dibaca', 'Komputer memasang disk ini hanya untuk dibaca.'],
    ['KECIL', 'tidak dapat dipakai', 'Pakai disk yang lebih besar.'],
    ['ASING', 'milik stasiun', 'Tidak ada yang ditulis ke disk ini.'],
  ],
  en: [
    ['BARU', 'not paired', 'Programs on this disk cannot be run (noexec).'],
    ['JENDELA', 'not paired', 'Copies on this disk never count'],
    ['LAMBAT', 'not paired', 'Mounted to write at once (sync)'],
    ['RUSAK', 'cannot be used', 'Check it on another computer'],
    ['TERKUNCI', 'read-only', 'Slide it open'],
    ['BACA', 'read-only', 'The computer mounted this disk for reading only.'],
    ['KECIL', 'cannot be used', 'Use a larger one.'],
    ['ASING', 'belongs to station', 'Nothing is written to this disk.'],
  ],
} as const

async function expectWords({ window }: Launched, language: keyof typeof WORDS): Promise<void> {
  for (const [name, state, what] of WORDS[language]) {
    const item = window.getByRole('listitem').filter({ has: window.getByText(name, { exact: true }) })
    await item.getByText(state).first().waitFor()
    await item.getByText(what).first().waitFor()
  }
  const low = window.getByRole('listitem').filter({ has: window.getByText('BARU', { exact: true }) })
  await low.scrollIntoViewIfNeeded()
}

describe.skipIf(!canMount('ext4') || !canMount('exfat'))('drives in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    mkdirSync(at('drives'))
    await sampleStation(base)
    plug('MILIK KITA')
    const pair = ['--pair', 'desk', '--label', 'Disk Meja']
    await rekam('backup', ...station, '--disk', at('drives', 'MILIK KITA'), ...pair)
    // Another station's, made by another one.
    plug('ASING')
    await rekam('init', '--station', at('other', 'station'), '--demo', '--code', '5272-01-B')
    const other = ['--station', at('other', 'station'), '--disk', at('drives', 'ASING'), '--pair', 'rotation']
    await rekam('backup', ...other, '--label', 'Disk Orang')
    plug('LAMA', {}, 'exfat')
    paired = await rekam('backup', ...station, '--disk', at('drives', 'LAMA'), '--pair', 'rotation')
    plug('BARU', { how: ['noexec'] })
    plug('JENDELA', {}, 'exfat')
    plug('LAMBAT', { how: ['sync'] })
    plug('RUSAK', { spoil: markDamaged })
    plug('TERKUNCI', { locked: true })
    plug('BACA', { readonly: true })
    plug('KECIL', { bytes: 24 << 20 })
  }, 600_000)
  afterAll(async () => {
    await opened?.close()
    for (const volume of volumes.values()) volume[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('every drive says what it is, what is wrong with it and what to do', async () => {
    expect(paired.out).toContain('Perhatian: Salinan di disk ini tidak pernah dihitung')
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await expectWords(opened, 'id')
    await screenshot('drives-id')
    expect(await violations(window)).toEqual([])
    await window
      .getByRole('listitem')
      .filter({ has: window.getByText('TERKUNCI', { exact: true }) })
      .last()
      .scrollIntoViewIfNeeded()
    await screenshot('drives-id-more')
    expect(await violations(window)).toEqual([])
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.getByText('Disk Meja').first().waitFor()
    await expectWords(opened, 'en')
    await screenshot('drives-en')
    expect(await violations(window)).toEqual([])
    await press(window, /^Pair$/)
    await window.getByRole('dialog').waitFor()
    await screenshot('drives-pair')
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    const unprovable = window
      .getByRole('listitem')
      .filter({ has: window.getByText('JENDELA', { exact: true }) })
    await unprovable.getByRole('button', { name: /^Pair$/ }).press('Enter')
    const dialog = window.getByRole('dialog')
    await dialog.getByText('Copies on this disk never count').waitFor()
    await screenshot('drives-pair-unprovable')
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    const ours = window.getByRole('listitem').filter({ hasText: 'Disk A' })
    await ours.getByText('Copies on this disk never count').waitFor()
    // Nothing is recorded: its line is not green, and does not say 'complete'.
    await ours.getByText('can prove no copy; no recording on this disk yet').waitFor()
    await screenshot('drives-unprovable-paired')
    expect(complaints).toEqual([])
  })
})
