// Who is present at the desk, in the real window by the keyboard alone: somebody who comes back to a parked recording is known by a finger, and a
// penyelia beside the operator approves an exception before the seal, by their own PIN. The packet says both, to stock tools.
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { launch, type Launched } from './launch.ts'
import { atStep, except, record, scanAll, unlock } from './operator.ts'
import { makePin, sitDown } from './own-pin.ts'
import { rekam, type SbiSimulator } from './rekam.ts'
import { scannerStation } from './scanner-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-present-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const SITI = 'kata sandi siti di meja'
const PIN = '481516'

let scanner: SbiSimulator
let opened: Launched

beforeAll(async () => {
  scanner = await scannerStation(base)
  writeFileSync(at('siti.txt'), `${SITI}\n`)
  const siti = ['Siti', '--role', 'operator', '--new-passphrase-file', at('siti.txt')]
  const { code, err } = await rekam('account', 'add', ...siti, '--station', at('station'))
  if (code !== 0) throw new Error(err)
  opened = await launch({ station: at('station'), args: [`--matcher=${scanner.control}`] })
  opened.window.setDefaultTimeout(60_000)
}, 300_000)
afterAll(async () => {
  await opened.close()
  await scanner[Symbol.asyncDispose]()
})

const shot = (name: string) => opened.screenshot(`present-${name}`)

/** The left hand has no little finger: three are asked for. */
async function fingers(): Promise<void> {
  const { window } = opened
  const f9 = async () => {
    await window.getByRole('button', { name: /F9$/ }).and(window.locator(':enabled')).waitFor()
    await window.keyboard.press('F9')
  }
  await window.getByText(/^Letakkan empat jari kanan/).waitFor()
  await f9()
  await window.getByText(/^Letakkan empat jari kiri/).waitFor()
  for (let steps = 0; steps < 3; steps++) await window.keyboard.press('ArrowLeft')
  await window.getByRole('heading', { name: 'kelingking kiri' }).waitFor()
  await except(window, 'Jari tidak ada')
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
  await f9()
  await window.getByText(/^Letakkan kedua jempol/).waitFor()
  await f9()
  await window.getByText('Semua sudah ada. F10 untuk meneruskan.').waitFor()
}

/** Parked after the fingers. Somebody else comes, then the one whose fingers they are. */
async function goesAndReturns(): Promise<void> {
  const { window } = opened
  const { keyboard } = window
  await keyboard.press('F8')
  await window.locator('[role=dialog] input:focus').waitFor()
  await keyboard.type('Anak lelah atau menangis')
  await keyboard.press('F10')
  const list = window.getByRole('region', { name: 'Titipan: belum disegel' })
  await list.getByRole('link').first().focus()
  await keyboard.press('Enter')
  await window.getByRole('heading', { name: 'Kembali dari titipan' }).waitFor()
  await scanner.tell('/admin/profile', { person: 'orang lain' })
  const compare = window.getByRole('button', { name: /^Cocokkan jari/ }).and(window.locator(':enabled'))
  await compare.waitFor()
  await window.getByText(/^Letakkan telunjuk kanan/).waitFor()
  await shot('return')
  await keyboard.press('F9')
  await window.getByText('Sidik jari tidak cocok dengan titipan ini: telunjuk kanan.').waitFor()
  await shot('somebody-else')
  await scanner.tell('/admin/profile', { person: 'CONTOH', missing: ['left-little'] })
  await compare.waitFor()
  await keyboard.press('F9')
  // It is the step that it was parked at.
  await atStep(window, 'Sidik jari')
}

/** The penyelia types a wrong PIN, then their own; the operator stays signed in and goes on with the next key. */
async function approves(): Promise<void> {
  const { window } = opened
  const { keyboard } = window
  const waits = window.getByText(/^Pengecualian menunggu persetujuan penyelia/)
  await waits.waitFor()
  await shot('waits')
  await keyboard.press('F9')
  const dialog = window.getByRole('dialog', { name: 'Persetujuan penyelia atas pengecualian' })
  await dialog.locator('input[type=password]:focus').waitFor()
  await shot('approve')
  await dialog.getByText('PIN atau kata sandi penyelia').waitFor()
  await keyboard.type('907183')
  await keyboard.press('F10')
  await dialog.getByText('PIN tidak cocok.').waitFor()
  await shot('wrong')
  await dialog.locator('input[type=password]:focus').waitFor()
  await keyboard.type(PIN)
  await keyboard.press('Enter')
  await dialog.waitFor({ state: 'hidden' })
  await waits.waitFor({ state: 'hidden' })
  await shot('approved')
}

test('a finger ties who comes back, and a penyelia who is present approves before the seal', {
  timeout: 300_000,
}, async () => {
  const { window, complaints } = opened
  // The penyelia has a PIN, and leaves the desk to Siti.
  const demo = readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
  await unlock(window, demo)
  await makePin(window, demo, PIN)
  await window.keyboard.press('F6')
  await window.getByRole('heading', { name: 'Siapa yang bertugas?' }).waitFor()
  await sitDown(window, 'Siti', 'Kata sandi', SITI)
  await window.getByRole('button', { name: 'Siti' }).waitFor()
  await scanner.tell('/admin/profile', { person: 'CONTOH', missing: ['left-little'] })
  const moment = async (name: string) => {
    if (name === 'fingers') await goesAndReturns()
    if (name === 'review') await approves()
  }
  await record(window, { biodata: sampleBiodata(1), village: 'Paruga' }, moment, {
    scan: (page, groups, step) => (step === 'fingers' ? fingers() : scanAll(page, groups)),
  })
  await window.keyboard.press('F3')
  await window.getByRole('heading', { name: 'Perekaman baru' }).waitFor()
  await window.keyboard.press('Escape')
  await window.locator('table').getByText('CONTOH SATU').waitFor()
  expect(await window.getByRole('region', { name: /^Menunggu persetujuan penyelia/ }).count()).toBe(0)
  // The two refusals are what the console may say.
  expect(complaints.filter((line) => !/PARKED-OTHER-FINGER|ACCOUNT-WRONG-PIN/.test(line))).toEqual([])
})

test('the packet says who approved, and what tied the person to it', () => {
  const [packet] = globSync('packets/*/*.rkp', { cwd: at('station') })
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8', cwd: base })
  run('age', '-d', '-i', at('dinas', 'datacenter.txt'), '-o', at('packet.tar'), at('station', packet!))
  const member = (name: string) => run('tar', '-xOf', at('packet.tar'), name)
  expect(JSON.parse(member('capture.json'))).toMatchObject({
    exceptions: [{ slot: 'finger-left-little', reason: 'Jari tidak ada', approvedBy: 'penyelia' }],
    returned: { by: 'Siti', tie: 'photo-and-finger' },
  })
  const acts = member('audit.ndjson')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { act: string; actor: string })
  expect(acts).toContainEqual(
    expect.objectContaining({ act: 'draft.exceptions-approved', actor: 'penyelia' }),
  )
  expect(acts.filter(({ act }) => act === 'draft.finger-compared')).toHaveLength(2)
})
