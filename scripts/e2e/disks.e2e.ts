// The station's disks in the real window, by the keyboard alone: where each is kept, one reported lost. Screenshots are kept in
// out/screens.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, pressMore, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-disks-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const PLACE = 'Lemari besi ruang arsip Dinas Kependudukan dan Pencatatan'
const HOLDER = 'Muhammad Nurul Hidayatullah Prawiranegara Kusumawardhani'
let opened: Launched | undefined
let disks: TestVolume[] = []

describe.skipIf(!canMount('ext4'))("the station's disks in the window", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    mkdirSync(at('drives'))
    disks = ['A', 'B'].map((name) => makeVolume('ext4', { mount: at('drives', name) }))
    await sampleStation(base, ['01'])
    for (const [n, label] of ['Disk Merah', 'Disk Biru'].entries()) {
      const as = ['--pair', 'rotation', '--label', label, '--place', 'Kantor camat']
      await rekam('backup', ...station, '--disk', disks[n]!.mount, ...as)
    }
    disks[0]!.eject()
    disks[0]!.plug()
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => {
    for (const disk of disks) disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('a disk gets its place and holder; one that is reported lost is subtracted at once', async () => {
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const dialog = window.getByRole('dialog')
    const shot = async (name: string) => {
      await screenshot(`disks-${name}`)
      expect(await violations(window)).toEqual([])
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await window.getByText('Disk Biru', { exact: true }).waitFor()
    await shot('page')
    await pressMore(window, /^Verifikasi$/)
    await window.getByText(/Disk Merah utuh: 1 rekaman di \d+ volume terbaca kembali/).waitFor()
    await window.getByText(/semua dibaca/).waitFor()
    await shot('verified')
    await pressMore(window, /^Tempat$/)
    await dialog.waitFor()
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.press('Control+A')
    await keyboard.type(PLACE)
    await keyboard.press('Enter')
    await keyboard.type(HOLDER)
    await keyboard.press('Enter')
    await keyboard.type('31022027')
    await keyboard.press('F10')
    await dialog
      .getByText(/tanggal/i)
      .first()
      .waitFor()
    await shot('keep-wrong-day')
    await keyboard.press('Control+A')
    await keyboard.type('01022027')
    await shot('keep')
    await keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    await window.getByText(HOLDER).waitFor()
    await shot('kept')
    await pressMore(window, /^Hilang$/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.press('F10')
    await shot('lost-empty')
    await keyboard.type('20112026')
    await keyboard.press('Enter')
    await keyboard.type('Tas dicuri di terminal bus')
    await shot('lost')
    await keyboard.press('F10')
    await dialog.getByRole('status').waitFor()
    // It stays until it was read, although the disk has left the list.
    await window.getByRole('list', { name: 'Disk yang dilaporkan hilang' }).waitFor({ state: 'attached' })
    await window.waitForTimeout(500)
    expect(await dialog.getByText('1 rekaman di disk itu tidak dihitung lagi').isVisible()).toBe(true)
    await shot('loss')
    await answerDialogs(app, at('hilang.pdf'))
    await press(window, /^Laporan kehilangan$/)
    await dialog.getByText(at('hilang.pdf')).waitFor()
    await shot('loss-report')
    expect(readFileSync(at('hilang.pdf.minisig'), 'utf8')).toContain('rekam:report:v1 station=5272-01-A')
    expect(readFileSync(at('hilang.pdf'), 'latin1').startsWith('%PDF')).toBe(true)
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await window.getByRole('list', { name: 'Disk yang dilaporkan hilang' }).getByText('Disk Merah').waitFor()
    await shot('after')
    expect(complaints).toEqual([])
  })

  test('a volume that is gone is an alarm on every page until the penyelia settles it', async () => {
    const [volume] = globSync('REKAM/*/*/S*.TAR', { cwd: disks[1]!.mount })
    rmSync(path.join(disks[1]!.mount, volume!))
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const dialog = window.getByRole('dialog')
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await window.getByRole('link', { name: 'Peringatan disk' }).waitFor()
    await screenshot('disks-alarm-anywhere')
    await goTo(window, 'Cadangan')
    await window.getByRole('alert').getByText('1 volume yang pernah tersimpan hilang').waitFor()
    await screenshot('disks-alarm')
    await press(window, /^Selesaikan$/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.press('F10')
    await dialog.getByText('Wajib diisi.').waitFor()
    await keyboard.type('terhapus tanpa sengaja')
    await screenshot('disks-settle')
    await keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    await window.getByRole('alert').waitFor({ state: 'hidden' })
    await screenshot('disks-settled')
    await pressMore(window, /^Lepas$/)
    await window.getByText('Disk Biru boleh dicabut.').waitFor()
    await screenshot('disks-ejected')
    await press(window, /^Hitung yang boleh dihapus$/)
    await dialog.getByText('0 rekaman boleh dihapus').waitFor()
    await dialog.getByText('1 belum bertanda terima akhir').waitFor()
    await screenshot('disks-purge-none')
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await opened.close()
    opened = undefined
    const listed = await rekam('disk', 'list', ...station, '--json')
    expect(listed.json<{ alarms: unknown[]; lost: unknown[] }>()).toMatchObject({ alarms: [], lost: [{}] })
    expect(complaints).toEqual([])
  })

  test('a disk whose last volumes were erased is paired again once the alarm is settled', async () => {
    const disk = makeVolume('ext4', { mount: at('drives', 'C') })
    disks.push(disk)
    const as = ['--pair', 'rotation', '--label', 'Disk Hijau', '--place', 'Kantor camat']
    await rekam('backup', ...station, '--disk', disk.mount, ...as)
    for (const month of globSync('REKAM/*/2*', { cwd: disk.mount }))
      rmSync(path.join(disk.mount, month), { recursive: true })
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const dialog = window.getByRole('dialog')
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await window.getByText('Isi Disk Hijau tidak sama dengan catatan stasiun.').waitFor()
    await press(window, /^Pasangkan lagi$/)
    await dialog.waitFor()
    await keyboard.press('F10')
    await dialog.getByText('BACKUP-ALARM-OPEN').waitFor()
    await screenshot('disks-pair-again-alarm')
    expect(await violations(window)).toEqual([])
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await screenshot('disks-changed')
    await press(window, /^Selesaikan$/)
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.type('terhapus tanpa sengaja')
    await keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    await press(window, /^Pasangkan lagi$/)
    await dialog.getByText('Isi disk tidak dihapus').waitFor()
    await screenshot('disks-pair-again')
    await keyboard.press('F10')
    await dialog.waitFor({ state: 'hidden' })
    await window.getByText('Isi Disk Hijau tidak sama dengan catatan stasiun.').waitFor({ state: 'hidden' })
    const item = window.getByRole('listitem').filter({ hasText: 'Disk Hijau' })
    await item.getByText('lengkap').first().waitFor()
    await screenshot('disks-paired-again')
    expect(await violations(window)).toEqual([])
    expect(complaints).toEqual([])
  })
})
