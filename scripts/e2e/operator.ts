import type { ElectronApplication, Page } from 'playwright-core'
import { BIODATA_FIELDS, type Biodata, type BiodataField } from '../../src/contract/biodata.ts'
import {
  AGAMA,
  CACAT,
  GOLONGAN_DARAH,
  JENIS_KELAMIN,
  KEWARGANEGARAAN,
  PENDIDIKAN,
  SHDK,
  STATUS_PERKAWINAN,
} from '../../src/contract/codes.ts'
import { PEKERJAAN } from '../../src/contract/occupations.ts'

/** An operator at the desk: everything by the keyboard, and a stylus on the pad for the signature. Used by tests and by the demo. */

const LISTS = {
  agama: AGAMA,
  cacat: CACAT,
  golonganDarah: GOLONGAN_DARAH,
  jenisKelamin: JENIS_KELAMIN,
  kewarganegaraan: KEWARGANEGARAAN,
  pekerjaan: PEKERJAAN,
  pendidikan: PENDIDIKAN,
  shdk: SHDK,
  statusPerkawinan: STATUS_PERKAWINAN,
} as const

const isField = (name: string | null): name is BiodataField => BIODATA_FIELDS.some((field) => field === name)

const isListed = (field: string): field is keyof typeof LISTS => Object.hasOwn(LISTS, field)

/** What the operator types into a field, as it stands on the paper form. */
function typed(person: Biodata, field: BiodataField, village: string): string {
  if (isListed(field)) return LISTS[field].title(person[field])
  if (field === 'tanggalLahir' || field === 'itapBerlakuHingga') {
    return (person[field] ?? '').split('-').toReversed().join('')
  }
  if (field === 'desaKelurahan') return village
  return person[field] ?? ''
}

export interface Moment {
  /** Called at each step, for screenshots. */
  (name: string): Promise<unknown>
}

const nothing: Moment = async () => {}

/** The name of the field that has the focus; a choice keeps its name in a hidden twin beside the visible box. Lines that are read aloud are no fields. */
const focusedName = (window: Page) =>
  window.evaluate(() => {
    const focused = document.activeElement
    if (!focused?.matches('input, textarea')) return null
    const named = focused.closest('[data-span]')?.querySelector('input[name]')
    return focused.getAttribute('name') ?? named?.getAttribute('name') ?? null
  })

/** Unlocks the station: the password field has the focus. */
export async function unlock(window: Page, passphrase: string): Promise<void> {
  await window.locator('input[type=password]').waitFor()
  await window.keyboard.type(passphrase)
  await window.keyboard.press('Enter')
  await window.getByRole('button', { name: /^Perekaman baru/ }).waitFor()
}

/** The window speaks another language from here on, as after a choice in the settings. */
export async function inLanguage(window: Page, language: 'id' | 'en'): Promise<void> {
  await window.evaluate((chosen) => localStorage.setItem('rekam.language', chosen), language)
  await window.reload()
}

/** Calls up a NIK from anywhere and stands in the biodata. */
export async function callUp(window: Page, nik: string): Promise<void> {
  await window.keyboard.press('F3')
  await window.getByRole('heading', { name: 'Perekaman baru' }).waitFor()
  await window.locator('input:focus').waitFor()
  await window.keyboard.type(nik)
  await window.getByRole('button', { name: /F10/ }).and(window.locator(':enabled')).waitFor()
  await window.keyboard.press('F10')
  await window.locator('input[name=kk]').waitFor()
}

/** The field that has the focus once it has left this one: a list may take a moment to answer. */
async function leaves(window: Page, field: string): Promise<string | null> {
  for (let tries = 0; tries < 40; tries++) {
    const now = await focusedName(window)
    if (now !== field) return now
    await window.waitForTimeout(50)
  }
  throw new Error(`Enter does not leave the field ${field}`)
}

/** Fills the form from field to field by Enter, in whatever order the page has them, until the focus is in none of its fields. */
export async function fillBiodata(window: Page, person: Biodata, village: string): Promise<void> {
  for (let field = await focusedName(window); isField(field); ) {
    const text = typed(person, field, village)
    if (text !== '') await window.keyboard.type(text)
    if (field === 'desaKelurahan') await window.locator('[role=option]:visible').first().waitFor()
    await window.keyboard.press('Enter')
    field = await leaves(window, field)
  }
}

/** Gives the usual reason for each warning that asks for one, where any does; ends at the biodata that is read aloud. */
async function explain(window: Page): Promise<void> {
  const reading = window.getByText(/^Bacakan\. Enter/)
  const asked = window.getByText(/^Peringatan ini tidak menghalangi/)
  await reading.or(asked).waitFor()
  if (!(await asked.isVisible())) return
  const fields = await window.locator('main section input:not([type=hidden])').count()
  for (let field = 0; field < fields; field++) {
    await window.keyboard.type('Sesuai KK yang ditunjukkan')
    await window.keyboard.press('Tab')
  }
  await window.keyboard.press('F10')
  await reading.waitFor()
}

/** Waits until this step stands on the operator's screen. */
export async function atStep(window: Page, title: string): Promise<void> {
  await window.getByRole('heading', { name: title, exact: true }).waitFor()
}

/** A button that carries this key and can be pressed. */
const keyed = (window: Page, key: string) =>
  window.getByRole('button', { name: new RegExp(`${key}$`) }).and(window.locator(':enabled'))

/** Takes the picture once the camera shows one, and waits until it is on the disk. */
export async function takePhoto(window: Page): Promise<void> {
  await keyed(window, 'F9').waitFor()
  await window.keyboard.press('F9')
  await window.getByRole('button', { name: /^Ulangi|^Ambil ulang/ }).waitFor()
}

/** Presses F9 for each group of fingers or eyes, until the step says that nothing is missing. */
export async function scanAll(window: Page, groups: number): Promise<void> {
  for (let group = 0; group < groups; group++) {
    await keyed(window, 'F9').waitFor()
    await window.keyboard.press('F9')
  }
  await window.getByText('Semua sudah ada. F10 untuk meneruskan.').waitFor()
}

/** Signs on the pad with a pen. */
export async function sign(window: Page): Promise<void> {
  const pad = window.locator('canvas').first()
  await pad.waitFor()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad to sign on')
  const { x, y, width, height } = box
  await window.mouse.move(x + width * 0.25, y + height * 0.6)
  await window.mouse.down()
  for (let step = 1; step <= 40; step++) {
    const at = 0.25 + (0.5 * step) / 40
    await window.mouse.move(x + width * at, y + height * (0.55 + 0.18 * Math.sin(step / 2.5)))
  }
  await window.mouse.up()
}

/**
 * Notes that what the page looks at cannot be had: F10 keeps it. The first one at a desk whose Dinas asks for it goes on to its photo.
 * @param photoOnly one reason for everything that is not there yet
 */
export async function giveReason(window: Page, reason: string, photoOnly = false): Promise<void> {
  const dialog = window.getByRole('dialog')
  await dialog.locator('input:focus').waitFor()
  await window.keyboard.type(reason)
  if (photoOnly) {
    await window.keyboard.press('Tab')
    await window.keyboard.press('Space')
  }
  await window.keyboard.press('F10')
}

/** Excepts the finger or the eye that the picture stands at. */
export async function except(window: Page, reason: string): Promise<void> {
  await window.keyboard.press('Delete')
  await giveReason(window, reason)
}

/** The camera shows what is excepted: F9 takes it, and the dialog is gone. */
export async function takeExceptionPhoto(window: Page, moment: Moment = nothing): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'Foto pengecualian' })
  await dialog
    .getByRole('button', { name: /^Ambil foto/ })
    .and(window.locator(':enabled'))
    .waitFor()
  await moment('exception-photo')
  await window.keyboard.press('F9')
  await dialog.waitFor({ state: 'hidden' })
}

/** How the operator reads fingers and eyes at a step. */
export type Scan = (window: Page, groups: number, step: 'fingers' | 'irises' | 'second') => Promise<void>

/** What is done otherwise than usual. */
export interface Ways {
  readonly scan?: Scan
  readonly sign?: (window: Page) => Promise<void>
}

export interface Person {
  readonly biodata: Biodata
  /** The village as the operator looks it up. */
  readonly village: string
}

/** Records one person from F3 to the seal. */
export async function record(
  window: Page,
  person: Person,
  moment: Moment = nothing,
  ways: Ways = {},
): Promise<void> {
  await callUp(window, person.biodata.nik)
  await recordHere(window, person, moment, ways)
}

/** Records the person whose biodata stands on the screen, to the seal. */
export async function recordHere(
  window: Page,
  { biodata, village }: Person,
  moment: Moment = nothing,
  { scan = scanAll, sign: signed = sign }: Ways = {},
): Promise<void> {
  await moment('biodata-empty')
  await fillBiodata(window, biodata, village)
  await explain(window)
  await moment('biodata')
  await window.keyboard.press('F10')
  await atStep(window, 'Pas foto')
  await moment('photo-live')
  await takePhoto(window)
  await moment('photo')
  await window.keyboard.press('F10')
  await atStep(window, 'Tanda tangan')
  await signed(window)
  await moment('signature')
  await window.keyboard.press('F10')
  await atStep(window, 'Sidik jari')
  await scan(window, 3, 'fingers')
  await moment('fingers')
  await window.keyboard.press('F10')
  await atStep(window, 'Iris mata')
  await scan(window, 1, 'irises')
  await moment('irises')
  await window.keyboard.press('F10')
  await atStep(window, 'Dokumen')
  await moment('documents')
  await window.keyboard.press('F10')
  await atStep(window, 'Telunjuk kedua kali')
  await scan(window, 1, 'second')
  await moment('second')
  await window.keyboard.press('F10')
  await atStep(window, 'Tinjau dan segel')
  await moment('review')
  // The resident's word that it is true: the box has the focus.
  await window.keyboard.press('Space')
  await keyed(window, 'F10').waitFor()
  await window.keyboard.press('F10')
  await window.getByRole('heading', { name: /^Tersegel|^Tersimpan dan terbukti/ }).waitFor()
  await moment('sealed')
}

/** Walks by Tab to a button or link by its words, and presses it: no mouse. */
export async function press(window: Page, words: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    // While nothing has the focus the page itself has it, with every word that is on it.
    const at = await window.evaluate(() => {
      const focused = document.activeElement
      return focused?.matches('body, main') ? '' : (focused?.textContent ?? '')
    })
    if (words.test(at)) return window.keyboard.press('Enter')
    await window.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${words}`)
}

/** Opens the menu of what else can be done, the next one by Tab, and chooses an act in it by the arrows. */
export async function pressMore(window: Page, act: RegExp): Promise<void> {
  await press(window, /^(?:Lainnya|More)$/)
  await window.locator('[role=menu]').waitFor()
  // The focus is in it, on none of its acts yet.
  await window.locator('[role=menu]:focus, [role=menu] :focus').first().waitFor({ state: 'attached' })
  for (let steps = 0; steps < 12; steps++) {
    await window.keyboard.press('ArrowDown')
    const at = await window.evaluate(() => document.activeElement?.textContent ?? '')
    if (act.test(at)) return window.keyboard.press('Enter')
  }
  throw new Error(`the menu has no ${act}`)
}

/** Goes to a room by its word in the rail. */
export async function goTo(window: Page, room: string): Promise<void> {
  await press(window, new RegExp(`^${room}$`))
  await window.getByRole('heading', { name: room, exact: true }).waitFor()
}

/** Pairs the drive that is plugged in as the desk disk, and waits until everything is on it. */
export async function pairDeskDisk(window: Page, moment: Moment = nothing): Promise<void> {
  await goTo(window, 'Cadangan')
  await keyed(window, 'F10').waitFor()
  await moment('drive-unknown')
  await window.keyboard.press('F10')
  await window.getByRole('dialog').waitFor()
  await moment('pair')
  await window.keyboard.press('F10')
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** The system's own dialogs answer with this path from now on: they are no part of the page. */
export async function answerDialogs(app: ElectronApplication, answer: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen })
  }, answer)
}

export interface RestoreFrom {
  readonly disk: string
  readonly trust: string
  readonly passphrase: string
}

/** A technician with a dead PC's disk at an empty one: sources, plan, go, and the desk stands open for its password. */
export async function restoreStation(
  window: Page,
  from: RestoreFrom,
  moment: Moment = nothing,
): Promise<void> {
  await window.getByRole('heading', { name: 'Selamat datang di Rekam' }).waitFor()
  await window.keyboard.press('2')
  await window.locator('input:focus').waitFor()
  await window.keyboard.type(from.disk)
  await moment('restore-source')
  await window.keyboard.press('Enter')
  await giveKeys(window, from, moment)
  await window.getByRole('button', { name: /^Pulihkan/ }).waitFor()
  await moment('restore-plan')
  await press(window, /^Pulihkan/)
  await window.getByRole('button', { name: /^Buka/ }).waitFor({ timeout: 60_000 })
  await moment('restore-done')
  await press(window, /^Buka/)
  await unlock(window, from.passphrase)
}

/** The second step of the guide: under which root, and what opens the backup. */
export async function giveKeys(
  window: Page,
  { trust, passphrase }: Omit<RestoreFrom, 'disk'>,
  moment: Moment = nothing,
): Promise<void> {
  await window.locator('input[type=password]').waitFor()
  await window.keyboard.type(trust)
  await typeInto(window, 1, passphrase)
  await moment('restore-keys')
  await window.keyboard.press('Enter')
}

/** Walks by Tab to the n-th text field of the page and types. */
async function typeInto(window: Page, n: number, text: string): Promise<void> {
  const field = window.locator('input[type=text], input:not([type]), input[type=password]').nth(n)
  for (let steps = 0; steps < 20; steps++) {
    if (await field.evaluate((node) => node === document.activeElement)) return window.keyboard.type(text)
    await window.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to field ${n}`)
}
