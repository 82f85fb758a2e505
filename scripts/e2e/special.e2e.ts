// Residents who are not as most are, in the real window by the keyboard alone, at a desk whose Dinas asks for a photo of each exception: a
// first-timer of 16 with a missing finger, a foreigner with ITAP while the scanner dies, a blind resident who cannot write, the photo alone; then the packets are opened by stock tools.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Biodata, biodataSchema } from '../../src/contract/biodata.ts'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch, type Launched } from './launch.ts'
import {
  except,
  giveReason,
  press,
  record,
  scanAll,
  takeExceptionPhoto,
  unlock,
  type Ways,
} from './operator.ts'
import type { SbiSimulator } from './rekam.ts'
import { scannerStation } from './scanner-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-special-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
const personOf = (name: string): Biodata =>
  biodataSchema.parse(
    JSON.parse(readFileSync(path.join(projectRoot, 'resources', 'people', name, 'biodata.json'), 'utf8')),
  )
const year = new Date().getFullYear()

let scanner: SbiSimulator
let opened: Launched

beforeAll(async () => {
  scanner = await scannerStation(base, ({ policies }) => ({
    policies: { ...policies, exceptionPhoto: true },
  }))
  opened = await launch({ station: at('station') })
  opened.window.setDefaultTimeout(60_000)
  await unlock(opened.window, passphrase())
}, 300_000)
afterAll(async () => {
  await opened.close()
  await scanner[Symbol.asyncDispose]()
})

/** Records somebody; keeps the screens that are named, as `special-<who>-<name>`. */
async function recordAs(
  who: string,
  biodata: Biodata,
  screens: readonly string[],
  ways: Ways = {},
  village = 'Paruga',
): Promise<void> {
  const shot = async (name: string) =>
    screens.includes(name) ? opened.screenshot(`special-${who}-${name}`) : undefined
  await record(opened.window, { biodata, village }, shot, ways)
}

/** The first-timer's as the samples have it; the day in it is reckoned from today. */
const SIXTEEN = personOf('09').nik
const niks = { sixteen: SIXTEEN, blind: personOf('12').nik, photoOnly: sampleBiodata(22).nik }

const keep = (name: string) => opened.screenshot(`special-${name}`)

describe('recorded by the keyboard alone', { timeout: 300_000 }, () => {
  test('a first-timer of 16 without a little finger: three fingers of that hand are asked for, and its photo', async () => {
    const { window } = opened
    // Born 16 years and some months before today.
    const born = new Date(Date.UTC(year - 16, new Date().getMonth() - 3, 20)).toISOString().slice(0, 10)
    const [y = '', m = '', d = ''] = born.split('-')
    const nik = `${SIXTEEN.slice(0, 6)}${d}${m}${y.slice(2)}${SIXTEEN.slice(12)}`
    niks.sixteen = nik
    await scanner.tell('/admin/profile', { missing: ['left-little'] })
    const fingers = async () => {
      await window.getByText(/^Letakkan empat jari kanan/).waitFor()
      await press9(window)
      await window.getByText(/^Letakkan empat jari kiri/).waitFor()
      for (let steps = 0; steps < 3; steps++) await window.keyboard.press('ArrowLeft')
      await window.getByRole('heading', { name: 'kelingking kiri' }).waitFor()
      await except(window, 'Jari tidak ada')
      await takeExceptionPhoto(window, (name) => keep(`sixteen-${name}`))
      await press9(window)
      await window.getByText(/^Letakkan kedua jempol/).waitFor()
      await keep('sixteen-excepted')
      await press9(window)
      await window.getByText('Semua sudah ada. F10 untuk meneruskan.').waitFor()
    }
    await recordAs('sixteen', { ...personOf('09'), tanggalLahir: born, nik }, ['review'], {
      scan: (page, groups, step) => (step === 'fingers' ? fingers() : scanAll(page, groups)),
    })
    await scanner.tell('/admin/profile', { missing: [] })
    expect(opened.complaints).toEqual([])
  })

  test('a foreigner with ITAP before an orange background, while the scanner dies in mid-capture', async () => {
    const { window } = opened
    const scan = async (page: Page, groups: number, step: string) => {
      if (step === 'irises') {
        await scanner.tell('/admin/fault', { fault: 'die', times: 1 })
        await press9(window)
        await window.getByText('Hubungan dengan alat terputus.').waitFor()
        await window.getByText(/^Pemindai iris belum terhubung/).waitFor()
        await keep('foreigner-died')
        await scanner.tell('/admin/start')
      }
      await scanAll(page, groups)
    }
    const person = { ...personOf('08'), itapBerlakuHingga: `${year + 3}-11-09` }
    await recordAs('foreigner', person, ['biodata'], { scan })
    expect(opened.complaints).toEqual([])
  })

  test('a blind resident who cannot write: a thumb, both irises excepted, a photo that was put off and is asked for', async () => {
    const { window } = opened
    const sign = async () => {
      await window.keyboard.press('F7')
      await window.getByText('Cap jempol kanan belum diambil').waitFor()
      await scanner.tell('/admin/score', { part: 'left-thumb', scores: [20, 62] })
      await window.keyboard.press('F7')
      await window.getByText('Cap jempol kiri belum diambil').waitFor()
      await press9(window)
      await window.getByText('Cap jempol kiri tersimpan, mutu rendah').waitFor()
      await keep('blind-thumb-poor')
      await press9(window)
      await window.getByText('Cap jempol kiri tersimpan', { exact: true }).waitFor()
    }
    const irises = async () => {
      await window.getByText(/^Kedua mata menghadap alat/).waitFor()
      await except(window, 'Netra')
      const dialog = window.getByRole('dialog', { name: 'Foto pengecualian' })
      await dialog.waitFor()
      await window.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      await window.keyboard.press('ArrowLeft')
      await window.getByRole('heading', { name: 'Iris kanan' }).waitFor()
      await except(window, 'Netra')
      await window.getByText('Semua sudah ada. F10 untuk meneruskan.').waitFor()
      await keep('blind-put-off')
    }
    const second = async () => {
      await scanAll(window, 1)
      // It is missing, and said so; Ctrl+E leads to it from any step.
      await window.keyboard.press('Control+e')
      await takeExceptionPhoto(window)
    }
    await recordAs('blind', personOf('12'), ['review'], {
      sign,
      scan: (page, groups, step) =>
        step === 'irises' ? irises() : step === 'second' ? second() : scanAll(page, groups),
    })
    expect(opened.complaints).toEqual([])
  })

  test('the photo alone, with one reason for everything else', async () => {
    const { window } = opened
    const sign = async () => {
      await press(window, /^Kecualikan$/)
      await giveReason(window, 'Disabilitas mental', true)
      await takeExceptionPhoto(window)
    }
    const scan = async (_: Page, __: number, step: string) => {
      if (step === 'second') await window.getByText(/^Kedua telunjuk dikecualikan/).waitFor()
      else await window.getByText('Semua sudah ada. F10 untuk meneruskan.').waitFor()
    }
    await recordAs('photo-only', sampleBiodata(22), ['signature', 'review'], { sign, scan })
    expect(opened.complaints).toEqual([])
  })
})

async function press9(window: Page): Promise<void> {
  await window.getByRole('button', { name: /F9$/ }).and(window.locator(':enabled')).waitFor()
  await window.keyboard.press('F9')
}

interface CaptureLine {
  slot: string
  member: string
  device: string
  score?: number
  attempts: number
  finger?: string
  signed?: string
  identity?: { serial: string }
}

interface Opened {
  members: string[]
  captures: CaptureLine[]
  exceptions: { slot: string; reason: string; approvedBy?: string }[]
  acts: string[]
}

/** Every packet, opened by stock age and tar with the centre's key, by its NIK. */
function packets(): Map<string, Opened> {
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: base })
  return new Map(
    globSync('packets/*/*.rkp', { cwd: at('station') }).map((packet) => {
      run('age', '-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), at('station', packet))
      const member = (name: string) => run('tar', '-xOf', at('packet.tar'), name)
      const { nik } = JSON.parse(member('biodata.json')) as { nik: string }
      const audit = member('audit.ndjson').trim().split('\n')
      const acts = audit.map((line) => (JSON.parse(line) as { act: string }).act)
      const capture = JSON.parse(member('capture.json')) as Pick<Opened, 'captures' | 'exceptions'>
      const members = run('tar', '-tf', at('packet.tar')).trim().split('\n')
      return [nik, { members, ...capture, acts }] as const
    }),
  )
}

test('each packet holds every capture with its device, score and tries, the exceptions, their photo, and what was done', () => {
  const all = packets()
  expect(all.size).toBe(4)
  const of = (who: keyof typeof niks) => all.get(niks[who])!
  for (const { members, captures, exceptions, acts } of all.values()) {
    for (const { slot, member, device, score, attempts, identity, signed } of captures) {
      expect(members).toContain(member)
      expect([slot, device.length > 0, attempts >= 1]).toEqual([slot, true, true])
      if (!/^(?:finger|second|iris)-|-thumb$/.test(slot)) continue
      expect([slot, typeof score, typeof identity?.serial]).toEqual([slot, 'number', 'string'])
      expect(members).toContain(signed)
    }
    expect(acts).toContain('draft.capture')
    const noted = acts.includes('draft.exception') || acts.includes('draft.photo-only')
    expect(noted).toBe(exceptions.length > 0)
    expect(members.includes('photo-exception.jpg')).toBe(exceptions.length > 0)
  }
  expect(of('sixteen').exceptions).toEqual([
    { slot: 'finger-left-little', reason: 'Jari tidak ada', approvedBy: 'penyelia' },
  ])
  expect(of('sixteen').captures.filter(({ slot }) => slot.startsWith('finger-'))).toHaveLength(9)
  expect(of('photoOnly').exceptions).toHaveLength(15)
  expect(of('photoOnly').captures.map(({ slot }) => slot)).toEqual([
    'photo',
    'photo-original',
    'exception-photo',
  ])
  const { exceptions, captures } = of('blind')
  expect(exceptions.map(({ slot }) => slot)).toEqual(['iris-left', 'iris-right'])
  expect(captures.find(({ slot }) => slot === 'signature-thumb')).toMatchObject({
    member: 'finger-signature-thumb.fir',
    finger: 'left-thumb',
    score: 62,
    attempts: 2,
    identity: { serial: 'SAMPEL-F-0001' },
  })
  expect(captures.some(({ slot }) => slot === 'signature')).toBe(false)
})
