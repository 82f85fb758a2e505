// The main job once through the real window, by the keyboard alone: record, seal, Suket, backup to a disk, both sites refuse, manual
// export, intake at a site, receipts, restore on a second station. Screenshots of every screen are kept in out/screens.
import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, pairDeskDisk, press, record, restoreStation, unlock } from './operator.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { datacenter, rekam } from './rekam.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-main-job-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(person, 'biodata.json'), 'utf8')))
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()

let opened: Launched | undefined
let disk: TestVolume
const ports = { mmu: 0, batam: 0 }

async function open(station: string): Promise<Launched> {
  opened = await launch({ station, captures: person, drives: path.dirname(disk.mount) })
  opened.window.setDefaultTimeout(60_000)
  return opened
}

describe.skipIf(!canMount('ext4'))('the main job in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    ports.mmu = await freePort()
    ports.batam = await freePort()
    disk = makeVolume('ext4')
    disk.eject()
    const sites = ['--mmu', `http://127.0.0.1:${ports.mmu}`, '--batam', `http://127.0.0.1:${ports.batam}`]
    await rekam('init', '--demo', '--station', at('station'), ...sites)
  })
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => {
    disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('a resident is recorded, sealed, given a Suket, and safe on a disk', async () => {
    const { window, screenshot, complaints } = await open(at('station'))
    const shot = (name: string) => screenshot(`main-${name}`)
    await shot('locked')
    await unlock(window, passphrase())
    await shot('list-empty')
    await record(window, { biodata, village: 'Paruga' }, shot)
    // One device only: the light is red, and says so in words.
    await window.getByRole('heading', { name: /hanya satu salinan/ }).waitFor()
    const light = () => window.locator('[data-safe]').evaluate((node) => getComputedStyle(node).color)
    const red = await light()
    await shot('one-copy')
    await window
      .getByRole('button', { name: /^Terbitkan Suket/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await window.keyboard.press('F9')
    await window.getByText(/^471\.13\/00001\//).waitFor()
    await window.locator('canvas').waitFor()
    await shot('suket-issued')
    disk.plug()
    await pairDeskDisk(window, shot)
    await window.locator('[data-meaning=aman]', { hasText: /^Disk meja 1\/1$/ }).waitFor()
    await shot('backup-done')
    // Two devices: the light of the same recording is green.
    await window.evaluate(() => history.back())
    await window.getByRole('heading', { name: /^Tersimpan dan terbukti/ }).waitFor()
    await window.locator('[data-safe=true]').waitFor()
    expect(await light()).not.toBe(red)
    await shot('may-go')
    expect(complaints).toEqual([])
  })

  test('the paper and the packet are what they say: stock tools open them', async () => {
    const [packet] = globSync('packets/*/*.rkp', { cwd: at('station') })
    const sealed = at('station', packet!)
    const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: base })
    run('age', '-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), sealed)
    const members = run('tar', '-tf', at('packet.tar')).trim().split('\n')
    expect(members).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'biodata.json',
        'photo.jpg',
        'finger-right-index.png',
        'iris-left.png',
      ]),
    )
    expect(JSON.parse(run('tar', '-xOf', at('packet.tar'), 'biodata.json'))).toMatchObject(biodata)
    // Ten fingers, and both index fingers a second time.
    expect(members.filter((name) => name.startsWith('finger-'))).toHaveLength(12)
  })

  test('both sites refuse: the window says so, a bag is made, and its receipts come back', async () => {
    await using _mmu = await datacenter('mmu', at('dinas', 'sites', 'mmu'), {
      port: ports.mmu,
      refuse: 'uploads',
    })
    await using _batam = await datacenter('batam', at('dinas', 'sites', 'batam'), {
      port: ports.batam,
      refuse: 'uploads',
    })
    mkdirSync(at('drive'))
    const { app, window, screenshot, complaints } = await open(at('station'))
    const shot = (name: string) => screenshot(`main-${name}`)
    await unlock(window, passphrase())
    await goTo(window, 'Pengiriman')
    await window.keyboard.press('F10')
    await window.getByText('Pusat data tidak menerima pengiriman.').waitFor()
    await shot('refused')
    await answerDialogs(app, at('drive'))
    await press(window, /^Buat ekspor manual/)
    await window.getByRole('dialog').waitFor()
    await press(window, /^Pilih folder/)
    await window.getByRole('radio', { name: /drive/ }).waitFor()
    await shot('export')
    await window.keyboard.press('F10')
    await window.getByText(/Ekspor nomor 1 selesai/).waitFor()
    await window.locator('canvas').waitFor()
    await shot('export-made')
    await window.keyboard.press('Escape')
    const [bag] = globSync('REKAM-*', { cwd: at('drive') })
    const taken = await rekam(
      'intake',
      '--bag',
      at('drive', bag!),
      '--site',
      at('dinas', 'sites', 'batam'),
      '--out',
      at('drive'),
      '--json',
    )
    expect(taken.code).toBe(0)
    const { answer } = taken.json<{ answer: string }>()
    await answerDialogs(app, answer)
    await press(window, /^Baca tanda terima/)
    await window.getByText(/Tanda terima dibaca: 1 baru/).waitFor()
    await shot('receipts')
    expect(complaints).toEqual([])
  })

  test('a second station comes back from the disk, and records again at once', async () => {
    const { window: first, close } = await open(at('station'))
    await unlock(first, passphrase())
    await goTo(first, 'Cadangan')
    await press(first, /^Cadangkan/)
    await first.getByText(/Disk meja 1\/1/).waitFor()
    await first.waitForTimeout(3000)
    await close()
    const { window, screenshot, complaints } = await open(at('second', 'station'))
    const shot = (name: string) => screenshot(`main-${name}`)
    await shot('first-run')
    await restoreStation(
      window,
      { disk: disk.mount, trust: at('dinas', 'root.pub'), passphrase: passphrase() },
      shot,
    )
    await window.getByText('CONTOH SATU').waitFor()
    await window.locator('table').getByText('diterima pusat data').waitFor()
    await shot('restored')
    const second = path.join(projectRoot, 'resources', 'people', '02')
    const other = biodataSchema.parse(JSON.parse(readFileSync(path.join(second, 'biodata.json'), 'utf8')))
    await record(window, { biodata: other, village: 'Nae' })
    expect(complaints).toEqual([])
  })
})
