// Jemput bola: a laptop restored from a disk of the station records in the real window, its drive comes back, and the station has its
// people: counted, backed up, sent once whoever sends. Two stations, a drive on a loop device, the counterpart that gives receipts.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch } from './launch.ts'
import { record, unlock } from './operator.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { datacenter, rekam } from './rekam.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-mobile-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const people = path.join(projectRoot, 'resources', 'people')
const station = ['--station', at('station')]
const laptop = ['--station', at('laptop')]

interface Row {
  id: string
  name: string
  received: boolean
  outside: boolean
}

const recordings = async (...of: string[]) =>
  (await rekam('list', ...of, '--json')).json<{ recordings: Row[] }>().recordings

const receiptsOf = async (id: string, of: string[]) =>
  (await rekam('show', id, ...of, '--json')).json<{
    custody: { receipts: { site: string; grade: string; at: string }[] }
  }>().custody.receipts

/** Chooses luar domisili on the page where a recording starts, by the keyboard alone. */
async function callUpFromOutside(window: Page, nik: string): Promise<void> {
  const { keyboard } = window
  await keyboard.press('F3')
  await window.getByRole('heading', { name: 'Perekaman baru' }).waitFor()
  await window.locator('input:focus').waitFor()
  await keyboard.type(nik)
  await window.getByText(/menurut NIK/).waitFor()
  const choose = async (label: string, letters: string) => {
    const field = window
      .getByRole('textbox', { name: label })
      .or(window.getByRole('combobox', { name: label }))
    for (let steps = 0; steps < 30; steps++) {
      if (await field.first().evaluate((node) => node === document.activeElement)) break
      await keyboard.press('Tab')
    }
    await keyboard.press('Control+A')
    await keyboard.type(letters)
    await window.locator('[role=option]:visible').first().waitFor()
    await keyboard.press('Enter')
  }
  await choose('Keperluan', 'luar')
  // What is missing is marked, and nothing starts.
  await keyboard.press('F10')
  await window.locator('[aria-invalid=true]').first().waitFor()
  await choose('Kabupaten/kota asal', 'kota mataram')
  await choose('Biodata dari', 'kartu')
  await choose('KTP-el diambil di', 'asal')
}

describe.skipIf(!canMount('ext4'))('jemput bola', { timeout: 900_000 }, () => {
  let drive: TestVolume
  const ports = { mmu: 0, batam: 0 }

  beforeAll(async () => {
    drive = makeVolume('ext4')
    ports.mmu = await freePort()
    ports.batam = await freePort()
    for (const [folder, person] of [
      ['satu', '01'],
      ['dua', '02'],
    ] as const)
      cpSync(path.join(people, person), at(folder, person), { recursive: true })
    const sites = ['--mmu', `http://127.0.0.1:${ports.mmu}`, '--batam', `http://127.0.0.1:${ports.batam}`]
    await rekam('init', ...station, '--demo', ...sites)
    await rekam('enrol', ...station, '--from', at('satu'))
  }, 600_000)
  afterAll(() => {
    drive[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('a laptop is made from a disk of the station, and the Dinas certifies its key', async () => {
    expect((await rekam('backup', ...station, '--disk', drive.mount, '--pair', 'rotation')).code).toBe(0)
    const done = await rekam(
      'restore',
      '--disk',
      drive.mount,
      '--trust',
      at('dinas', 'root.pub'),
      '--into',
      at('laptop'),
      '--json',
    )
    expect(done).toMatchObject({ code: 0 })
    const { request } = done.json<{ request: string }>()
    const key = ['--request', request, '--root-key', at('dinas', 'root.key'), '--out', at('answer.jsn')]
    expect((await rekam('keys', 'certify', ...key)).code).toBe(0)
    expect((await rekam('keys', 'install', ...laptop, '--certificate', at('answer.jsn'))).code).toBe(0)
  })

  test('it records somebody from far away in its window, and its drive has the packet', async () => {
    const person = sampleBiodata(4)
    const opened = await launch({ station: at('laptop'), captures: path.join(people, '04') })
    try {
      const { window, screenshot, complaints } = opened
      window.setDefaultTimeout(60_000)
      await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
      await callUpFromOutside(window, person.nik)
      await screenshot('mobile-start')
      await window.keyboard.press('F10')
      await window.locator('input[name=kk]').waitFor()
      await window.getByText(/^Luar domisili · Kota Mataram/).waitFor()
      await screenshot('mobile-biodata')
      // From here as any other: the draft is taken up again by its NIK.
      await window.keyboard.press('Escape')
      await record(window, { biodata: person, village: 'Paruga' }, async (name) => {
        if (name !== 'review') return
        // The sample lives here: the two contradict each other, which is said and stops nothing.
        await window.getByText(/^Alamat dan permohonan berbeda/).waitFor()
        await screenshot('mobile-review')
      })
      await window.keyboard.press('F4')
      await window.getByText(/^Luar domisili · Kota Mataram/).waitFor()
      await screenshot('mobile-recording')
      await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
      await window.reload()
      await window.getByText(/^Outside the domicile · Kota Mataram/).waitFor()
      await screenshot('mobile-recording-en')
      expect(complaints).toEqual([])
    } finally {
      await opened.close()
    }
    // In the field there are no numbers for letters: they are given at the counter.
    const [mine] = await recordings(...laptop)
    const letter = await rekam('suket', 'issue', mine!.id, ...laptop, '--out', at('suket.pdf'))
    expect(letter.err).toContain('SUKET-')
    expect((await rekam('backup', ...laptop, '--disk', drive.mount)).code).toBe(0)
  })

  test('the station gains what the drive brings, beside what it recorded meanwhile, and once', async () => {
    await rekam('enrol', ...station, '--from', at('dua'))
    const gained = await rekam('gain', ...station, '--account', 'penyelia', '--disk', drive.mount, '--json')
    expect(gained.json<{ gains: { packets: string[]; conflicts: number } }>().gains).toMatchObject({
      packets: [(await recordings(...laptop))[0]!.id],
      conflicts: 0,
    })
    const all = await recordings(...station)
    expect(all).toHaveLength(3)
    expect(all.filter(({ outside }) => outside)).toHaveLength(1)
    const far = await rekam('list', ...station, '--purpose', 'outside')
    expect(far.out).toMatch(/luar domisili[\s\S]*1 rekaman/)
    const again = await rekam('gain', ...station, '--account', 'penyelia', '--disk', drive.mount, '--json')
    expect(again.json<{ gains: object }>().gains).toMatchObject({ packets: [], conflicts: 0 })
    const desk = makeVolume('ext4')
    try {
      const kept = await rekam('backup', ...station, '--disk', desk.mount, '--pair', 'desk', '--json')
      expect(kept.json()).toMatchObject({ packets: 3 })
      const found = await rekam('verify', '--disk', desk.mount, '--trust', at('dinas', 'root.pub'), '--json')
      expect(found.json()).toMatchObject({ sound: true, origin: 'proven', packets: 3 })
    } finally {
      desk[Symbol.dispose]()
    }
    expect((await rekam('audit', 'verify', ...station)).code).toBe(0)
  })

  test('it is sent once, whoever sends: the laptop is answered with the receipt that stands', async () => {
    const [mine] = await recordings(...laptop)
    await using _mmu = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu })
    await rekam('upload', ...station, '--once')
    expect((await recordings(...station)).map(({ received }) => received)).toEqual([true, true, true])
    const first = await receiptsOf(mine!.id, station)
    await rekam('upload', ...laptop, '--once')
    expect(await receiptsOf(mine!.id, laptop)).toEqual(first)
    expect(first).toHaveLength(1)
  })
})
