// Every step of the recording in the real window: kill -9 of the core, or of the whole program, in each of them, what the page says, and that
// it goes on at the same step; screenshots and axe in both languages; a held key and a double click never skip a step.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { biodataSchema } from '../../src/contract/biodata.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { coreOf } from './core-pid.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, fillBiodata, press, sign, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-steps-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const person = path.join(projectRoot, 'resources', 'people', '01')
const biodata = biodataSchema.parse(JSON.parse(readFileSync(path.join(person, 'biodata.json'), 'utf8')))
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()

type Language = 'id' | 'en'
const TITLES = {
  biodata: { id: 'Biodata', en: 'Biodata' },
  photo: { id: 'Pas foto', en: 'Photo' },
  signature: { id: 'Tanda tangan', en: 'Signature' },
  fingers: { id: 'Sidik jari', en: 'Fingerprints' },
  irises: { id: 'Iris mata', en: 'Irises' },
  documents: { id: 'Dokumen', en: 'Documents' },
  second: { id: 'Telunjuk kedua kali', en: 'Index fingers again' },
  review: { id: 'Tinjau dan segel', en: 'Review and seal' },
} as const
type Step = keyof typeof TITLES
const RESTARTED = {
  id: 'Bagian inti program dimulai ulang.',
  en: 'The core of the program was restarted.',
} as const

let opened: Launched
let language: Language = 'id'
/** What earlier windows complained of. */
const complained: string[] = []

async function open(): Promise<void> {
  opened = await launch({ station: at('station'), captures: person, userData: at('home') })
  opened.window.setDefaultTimeout(60_000)
}

beforeAll(async () => {
  await sampleStation(base)
  await open()
}, 300_000)
/** Nothing was said in the console, of this window and those before. */
const silent = () => expect([...complained, ...opened.complaints]).toEqual([])
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await opened.screenshot('step-failed')
  silent()
})
afterAll(async () => {
  await opened.close()
  rmSync(base, { recursive: true, force: true })
})

const stands = (step: Step) =>
  opened.window.getByRole('heading', { name: TITLES[step][language], exact: true }).waitFor()
const keyed = (key: string) =>
  opened.window
    .getByRole('button', { name: new RegExp(`${key}$`) })
    .and(opened.window.locator(':enabled'))
    .first()

/** The step as it stands, in the language of now and in the other one, which is that of now from here on. */
async function inBoth(step: Step): Promise<void> {
  const { window, screenshot } = opened
  await screenshot(`step-${step}-${language}`)
  language = language === 'id' ? 'en' : 'id'
  await window.evaluate((chosen) => localStorage.setItem('rekam.language', chosen), language)
  await window.reload()
  await stands(step)
  // Pictures and the camera come after the heading.
  await window.waitForLoadState('networkidle')
  if (step === 'photo') await window.locator('main img').first().waitFor()
  await screenshot(`step-${step}-${language}`)
}

/** The rail says that what the step captures is on the disk. */
const isKept = (step: Step) =>
  opened.window
    .getByRole('button', { name: new RegExp(`${TITLES[step][language]} *(tersimpan|saved)`) })
    .waitFor()

async function typePassword(): Promise<void> {
  const { window } = opened
  await window.locator('input[type=password]').waitFor()
  await window.keyboard.type(passphrase())
  await window.keyboard.press('Enter')
}

/** kill -9 of the core: the page says so (once more for a call that it had in its hands), asks for the password, and stands where it stood. */
async function coreDies(step: Step): Promise<void> {
  const { window } = opened
  const told = window.getByText(RESTARTED[language]).first().waitFor()
  process.kill(coreOf(at('station')), 'SIGKILL')
  await told
  await typePassword()
  await stands(step)
}

/** A power cut: everything is gone at once. The next start has the recording in its list, and it opens at its step. */
async function powerFails(step: Step): Promise<void> {
  complained.push(...opened.complaints)
  const core = coreOf(at('station'))
  const gone = opened.app.waitForEvent('close')
  opened.app.process().kill('SIGKILL')
  process.kill(core, 'SIGKILL')
  await gone
  await open()
  const { window } = opened
  // Chromium writes localStorage some seconds late: what was chosen just before the cut may be gone, and the words of the page go by it.
  language = (await window.evaluate(() => localStorage.getItem('rekam.language'))) === 'en' ? 'en' : 'id'
  await typePassword()
  await window.getByText(biodata.nama).first().waitFor()
  await press(window, new RegExp(biodata.nama))
  await stands(step)
}

/** A key that is held down: one stroke, then repeats, as keyboards send them. */
async function hold(key: string): Promise<void> {
  const { keyboard } = opened.window
  for (let times = 0; times < 12; times++) await keyboard.down(key)
  await keyboard.up(key)
}

/** The core answers nothing: its disk is slow beyond measure. */
const freeze = () => process.kill(coreOf(at('station')), 'SIGSTOP')
const thaw = () => process.kill(coreOf(at('station')), 'SIGCONT')

const SAVING = /Menyimpan hasil perekaman|Keeping what was captured/
const READING = /Sedang membaca|Reading/

/** A capture whose keeping takes longer than it should says so in the step, until it is there. */
async function takesTime(what: string, words: RegExp, capture: () => Promise<unknown>): Promise<void> {
  const { window, screenshot } = opened
  const bar = window.locator('main header').getByRole('progressbar')
  freeze()
  try {
    await capture()
    await bar.waitFor()
    await window.locator('main header').getByText(words).waitFor()
    await screenshot(`step-progress-${what}`)
  } finally {
    thaw()
  }
  await bar.waitFor({ state: 'detached' })
}

/** Nothing moves on by itself: the step stays after the strokes that brought it. */
async function stays(step: Step): Promise<void> {
  await stands(step)
  await opened.window.waitForTimeout(700)
  await stands(step)
}

test('in each step the core or the power fails, and the recording goes on where it stood', {
  timeout: 600_000,
}, async () => {
  const { keyboard } = opened.window
  await unlock(opened.window, passphrase())
  await callUp(opened.window, biodata.nik)
  await keyboard.type(biodata.kk)
  await keyboard.press('Enter')
  // The promise is within a second.
  await opened.window.waitForTimeout(1000)
  await coreDies('biodata')
  // What was typed is there, and the next stroke belongs to the form.
  await expect
    .poll(() => opened.window.locator('input[name=kk]').inputValue())
    .toContain(biodata.kk.slice(-4))
  await inBoth('biodata')
  language = 'id'
  await opened.window.evaluate(() => localStorage.setItem('rekam.language', 'id'))
  await opened.window.reload()
  await stands('biodata')
  await opened.window.locator('input:focus').waitFor()
  await fillBiodata(opened.window, biodata, 'Paruga')
  await opened.window.getByText(/^Bacakan\. Enter/).waitFor()
  await opened.screenshot('step-reading-id')
  // The power fails while it is read aloud: what was typed is there, and is read again.
  await powerFails('biodata')
  expect(await opened.window.locator('input[name=nama]').inputValue()).toBe(biodata.nama)
  await opened.window.locator('input:focus').waitFor()
  await opened.window.keyboard.press('F10')
  await opened.window.getByText(/^Bacakan\. Enter|^Read aloud\. Enter/).waitFor()
  // F10 held down confirms the biodata, and takes no photo.
  await hold('F10')
  await stays('photo')

  await keyed('F9').waitFor()
  await takesTime('photo', SAVING, () => opened.window.keyboard.press('F9'))
  await opened.window.getByRole('button', { name: /^Ambil ulang|^Take again/ }).waitFor()
  await coreDies('photo')
  await powerFails('photo')
  await inBoth('photo')
  // The resident agrees by one stroke of a held key; the signature is not skipped.
  await hold('F10')
  await stays('signature')

  await takesTime('signature', SAVING, () => sign(opened.window))
  await isKept('signature')
  await coreDies('signature')
  await powerFails('signature')
  await isKept('signature')
  await inBoth('signature')
  // A double click on the button is one click.
  await keyed('F10').dblclick()
  await stays('fingers')

  await keyed('F9').waitFor()
  await takesTime('fingers', READING, () => opened.window.keyboard.press('F9'))
  await opened.window.getByText(/^Letakkan empat jari kiri|^Place the four left/).waitFor()
  await coreDies('fingers')
  await powerFails('fingers')
  await opened.window.getByText(/^Letakkan empat jari kiri|^Place the four left/).waitFor()
  await inBoth('fingers')
  for (let group = 0; group < 2; group++) {
    await keyed('F9').waitFor()
    await opened.window.keyboard.press('F9')
  }
  await opened.window.getByText(/^Semua sudah ada|^All are there/).waitFor()
  // Enter held down on the focused button.
  await keyed('F10').focus()
  await hold('Enter')
  await stays('irises')

  await keyed('F9').waitFor()
  await takesTime('irises', READING, () => opened.window.keyboard.press('F9'))
  await opened.window.getByText(/^Semua sudah ada|^All are there/).waitFor()
  await coreDies('irises')
  await powerFails('irises')
  await inBoth('irises')
  await opened.window.keyboard.press('F10')
  await stands('documents')
  // A paper by the camera.
  await opened.window.keyboard.press('F9')
  await opened.window.locator('main video').waitFor()
  await keyed('F9').waitFor()
  await takesTime('document', /Menyimpan dokumen|Keeping the document/, () =>
    opened.window.keyboard.press('F9'),
  )
  await opened.window.locator('main li img').waitFor()
  await coreDies('documents')
  await powerFails('documents')
  await inBoth('documents')
  await keyed('F10').dblclick()
  await stays('second')

  await keyed('F9').waitFor()
  await opened.window.keyboard.press('F9')
  await opened.window.getByText(/^Semua sudah ada|^All are there/).waitFor()
  await coreDies('second')
  await powerFails('second')
  await inBoth('second')
  await hold('F10')
  await stays('review')

  await opened.window.keyboard.press('Space')
  await keyed('F10').waitFor()
  await coreDies('review')
  await powerFails('review')
  await inBoth('review')

  // The next step stands at once, whether or not the core has answered, and no key is lost.
  freeze()
  for (const step of ['second', 'documents', 'irises'] as const) {
    await opened.window.keyboard.press('Escape')
    await stands(step)
  }
  await opened.window.keyboard.press('F10')
  await stands('documents')
  await hold('F10')
  await stands('second')
  // It dies with all of them in its hands: the operator is back at what was kept, and reads why.
  const refused = opened.window.getByText('CORE-RESTARTED').waitFor()
  process.kill(coreOf(at('station')), 'SIGKILL')
  await refused
  await typePassword()
  await stands('review')
  // Pictures that it was asked for are refused as well.
  expect(opened.complaints.filter((line) => !line.includes('503'))).toEqual([])
  opened.complaints.length = 0
  freeze()
  await opened.window.keyboard.press('Escape')
  await opened.window.keyboard.press('Escape')
  await stands('documents')
  thaw()
  await opened.window.keyboard.press('F10')
  await opened.window.keyboard.press('F10')
  await stands('review')

  // Held down, or twice: one recording.
  await keyed('F10').waitFor()
  await hold('F10')
  await opened.window
    .getByRole('heading', { name: /^Tersegel|^Tersimpan dan terbukti|^Sealed|^Saved and proven/ })
    .waitFor()
})
