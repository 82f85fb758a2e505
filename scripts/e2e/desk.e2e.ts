// The intake desk's web page in a real browser window, by the keyboard alone: two hundred bags, the longest names that there may be, a bag
// checked and taken, a station's report, a case decided, a reply. axe-core looks at every page. Screenshots are kept in out/screens.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listenDesk } from '../../src/datacenter/desk/desk.ts'
import { registerArrival } from '../../src/datacenter/intake-arrivals.ts'
import { PrintOffice } from '../../src/datacenter/printing/office.ts'
import { openSite } from '../../src/datacenter/open-site.ts'
import type { Listening } from '../../src/datacenter/server.ts'
import { putSetting } from '../../src/datacenter/registry/settings.ts'
import type { Site } from '../../src/datacenter/site.ts'
import { beat } from '../../src/datacenter/standstill.ts'
import { siteFolder } from '../../src/datacenter/testing/site-folder.ts'
import { bagOf } from '../../src/datacenter/testing/bag.ts'
import { Sender } from '../../src/datacenter/testing/sender.ts'
import { signReportText } from '../../src/formats/report/report-text.ts'
import { sampleId } from '../../src/formats/testing/sample.ts'
import { REPORT } from '../../src/formats/testing/report-sample.ts'
import { findElectron } from '../electron-runtime.mjs'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { commonSwitches, launchEnvironment } from './launch.ts'

const BAGS = 200
const LONG = 'Contoh Kurir dengan nama yang tak berujung '.repeat(3).slice(0, 60) + 'W'.repeat(40)

const base = mkdtempSync(path.join(tmpdir(), 'rekam-desk-'))
const sender = new Sender(1)
let site: Site
let desk: Listening
let app: ElectronApplication
let window: Page
let folder: string

/** A browser on an Indonesian computer and nothing else: a window at an address. It keeps nothing from one run to the next. */
const BROWSER = `const { app, BrowserWindow, session } = require('electron')
app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'))
app.whenReady().then(() => {
  session.defaultSession.setUserAgent(session.defaultSession.getUserAgent(), 'id-ID')
  return new BrowserWindow({ width: 1366, height: 768, useContentSize: true }).loadURL(process.argv.at(-1))
})
app.on('window-all-closed', () => app.quit())
`

beforeAll(async () => {
  let now = Date.parse('2026-11-23T01:00:00Z')
  site = await openSite(siteFolder(), 'mmu', { now: () => new Date((now += 1000)), matchAfterMs: 0 })
  folder = await bagOf(sender, {
    drive: path.join(base, 'drive'),
    packets: [sender.sealPerson({ n: 1 }), sender.sealPerson({ n: 2, nik: 1 })],
    sequence: 3,
  })
  for (let n = 0; n < BAGS; n++)
    await registerArrival(site, {
      courier: n === 0 ? LONG : `Contoh Kurir ${n}`,
      medium: LONG,
      slip: `SJ-${n}${n === 0 ? 'X'.repeat(90) : ''}`,
    })
  await site.registry.transaction((tx) =>
    tx.run(`UPDATE arrival SET state = 'refused', code = 'BAG-SIGNATURE' WHERE slip LIKE 'SJ-%9'`),
  )
  desk = await listenDesk(site, 0)
  const browser = path.join(base, 'browser')
  mkdirSync(browser)
  writeFileSync(path.join(browser, 'main.cjs'), BROWSER)
  writeFileSync(path.join(browser, 'package.json'), '{"name":"browser","main":"main.cjs"}')
  app = await _electron.launch({
    executablePath: (await findElectron()).executable,
    args: [...commonSwitches(path.join(base, 'user')), browser, desk.url],
    env: await launchEnvironment(),
  })
  window = await app.firstWindow()
  window.setDefaultTimeout(30_000)
}, 120_000)
afterAll(async () => {
  await app?.close()
  await desk?.close()
  await site?.close()
  if (site) rmSync(path.dirname(site.dir), { recursive: true })
  rmSync(base, { recursive: true, force: true })
})

/** What was wrong with what was looked at. */
const wrong: string[] = []

/** Keeps what is seen, and what is wrong with it: axe-core's findings, and anything wider than the window. */
async function look(name: string): Promise<void> {
  const dir = path.join(projectRoot, 'out', 'screens')
  mkdirSync(dir, { recursive: true })
  await window.screenshot({ path: path.join(dir, `desk-${name}.png`) })
  const wide = await window.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (wide > 0) wrong.push(`${name}: ${wide} px wider than the window`)
  wrong.push(...(await violations(window)).map((what) => `${name}: ${what}`))
}

/** The name of the field that has the focus. */
const focused = () => window.evaluate(() => document.activeElement?.getAttribute('name') ?? '')

/** Types into the field of this name, which is one Tab away or has the focus. */
async function fill(name: string, words: string): Promise<void> {
  if ((await focused()) !== name) await window.keyboard.press('Tab')
  expect(await focused()).toBe(name)
  await window.keyboard.type(words)
}

/** Walks back to a link above the field that has the focus, and presses it. */
async function pressBefore(words: string, most = 12): Promise<void> {
  for (let steps = 0; steps < most; steps++) {
    await window.keyboard.press('Shift+Tab')
    if ((await window.evaluate(() => document.activeElement?.textContent ?? '')) !== words) continue
    await window.keyboard.press('Enter')
    return
  }
  throw new Error(`Shift+Tab does not lead to ${words}`)
}

/** Asks for a folder that is not there to be checked, and is refused. */
async function checkNowhere(): Promise<void> {
  await window.goto(desk.url)
  await pressBefore('2. Periksa dan ambil')
  await window.keyboard.press('Tab')
  await fill('folder', path.join(base, 'tidak-ada'))
  await window.keyboard.press('Enter')
  await window.getByRole('alert').waitFor()
}

const saved = (words: RegExp | string) => window.getByText(words).first().waitFor()

test('a medium is registered, the longest waiting bag checked and taken, and what is missing named', async () => {
  await window.getByRole('heading', { name: 'Penerimaan tas, situs mmu' }).waitFor()
  await look('many')
  await fill('courier', LONG)
  await fill('medium', 'CD')
  await fill('slip', 'SJ-TERAKHIR')
  await window.keyboard.press('Enter')
  await saved('Kedatangan dicatat.')
  await saved(`${BAGS + 1} kedatangan, ${BAGS - 19} belum diperiksa.`)
  await look('registered')
  // Past a table of two hundred with one key; the next Tab is in its first row.
  await pressBefore('2. Periksa dan ambil')
  await window.keyboard.press('Tab')
  await fill('folder', folder)
  await window.keyboard.press('Enter')
  await saved('2 paket utuh, pengirim dikenal.')
  await look('checked')
  await window.keyboard.press('Enter')
  await saved('2 paket diterima, 0 ditolak.')
  await look('taken')
  await pressBefore('3. Yang belum tiba')
  await window.getByRole('cell', { name: '1, 2', exact: true }).waitFor()
  await look('missing')
  // The taken one stands on the second page, behind all that waits.
  await pressBefore('Berikutnya')
  await saved('Halaman 2 dari 2.')
  await look('page-2')
  expect(wrong).toEqual([])
})

test('a wrong folder is refused in words, and what was typed stays', async () => {
  await checkNowhere()
  expect(await focused()).toBe('folder')
  expect(await window.locator('input[name=folder]:focus').inputValue()).toBe(path.join(base, 'tidak-ada'))
  await look('refused')
  expect(wrong).toEqual([])
})

test('a report is pasted, a case decided with its reason, a reply written', async () => {
  const { station, epoch, key } = sender
  await window.goto(desk.url)
  await pressBefore('Papan stasiun')
  await window.getByRole('heading', { name: 'Papan stasiun' }).waitFor()
  await window.keyboard.press('Tab')
  const open = { ...REPORT.open, bags: 3 }
  await fill('text', signReportText({ ...REPORT, station, epoch, open }, key))
  await window.keyboard.press('Enter')
  await saved(/laporan dibaca/)
  await saved('3 ekspor lewat batas waktu')
  await look('stations')
  await site.work()
  await window.goto(`${desk.url}/kasus`)
  await saved('1 kasus menunggu keputusan.')
  await look('cases')
  for (let n = 0; n < 20 && (await focused()) !== 'to'; n++) await window.keyboard.press('Tab')
  await window.keyboard.press('ArrowDown')
  await fill('reason', 'Berkas dibandingkan di kantor '.repeat(16))
  await fill('person', LONG)
  await window.keyboard.press('Enter')
  await saved(/keputusan dicatat/)
  await look('decided')
  await window.goto(desk.url)
  await pressBefore('4. Surat balasan')
  await window.keyboard.press('Tab')
  await fill('dinas', '5272')
  await window.keyboard.press('Enter')
  await window.getByRole('heading', { name: 'Surat balasan' }).waitFor()
  await look('reply')
  expect(wrong).toEqual([])
})

test('of two cards of one recording one is noted as destroyed', async () => {
  const { packet } = (await site.registry.read.get<{ packet: string }>(
    `SELECT packet FROM record WHERE status = 'PRINT_READY_RECORD' ORDER BY packet LIMIT 1`,
  ))!
  for (const order of [sampleId(8), sampleId(9)])
    await new PrintOffice(site).order(sender.station, { order, packet, fence: 0, want: 'printed' })
  await window.goto(`${desk.url}/kasus`)
  await saved(/^Dua kartu untuk satu rekaman/)
  await look('two-cards')
  for (let n = 0; n < 20 && (await focused()) !== 'card'; n++) await window.keyboard.press('Tab')
  await window.keyboard.press('ArrowDown')
  await fill('reason', 'Berita acara '.repeat(30))
  await fill('person', LONG)
  await window.keyboard.press('Enter')
  await saved(/dicatat musnah/)
  await look('card-destroyed')
  expect(wrong).toEqual([])
})

test('every page in the other language, which is one button away and stays', async () => {
  await checkNowhere()
  // From the row's field past the table's head, the parts of the page and the form.
  await pressBefore('English', 40)
  await window.getByRole('heading', { name: 'Receiving bags, site mmu' }).waitFor()
  await window.getByRole('alert').waitFor()
  expect(await window.locator('input[name=folder]:focus').inputValue()).toBe(path.join(base, 'tidak-ada'))
  await look('en-refused')
  await window.goto(desk.url)
  await saved('All times: WIB')
  await look('en-many')
  await pressBefore('5. This office')
  await window.keyboard.press('Tab')
  expect(await focused()).toBe('zone')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Tab')
  await window.keyboard.press('Enter')
  await saved('Time zone of the office: WITA.')
  await look('en-zone')
  await pressBefore('5. This office')
  for (let n = 0; n < 9 && (await focused()) !== 'from'; n++) await window.keyboard.press('Tab')
  await window.locator('input[name=from]').fill('08:00')
  await window.locator('input[name=to]').fill('16:00')
  await look('en-hours')
  await window.keyboard.press('Enter')
  await saved('Office hours 08:00-16:00: outside them the site may be switched off.')
  await window.goto(`${desk.url}/stasiun`)
  await saved('3 exports overdue')
  await look('en-stations')
  await window.goto(`${desk.url}/kasus`)
  await saved('No case waits for a decision.')
  await look('en-cases')
  expect(wrong).toEqual([])
})

test('an office where nothing has come yet', async () => {
  const empty = await openSite(siteFolder(), 'mmu')
  const quiet = await listenDesk(empty, 0)
  await empty.registry.transaction((tx) => putSetting(tx, 'alive', '2026-11-20T01:00:00.000Z'))
  await beat(empty)
  try {
    for (const [at, words] of [
      ['', 'Nothing has arrived yet.'],
      ['stasiun', 'No station is known yet.'],
      ['kasus', 'No decisions yet.'],
    ] as const) {
      await window.goto(`${quiet.url}/${at}`)
      await saved(words)
      await look(`empty-${at}`)
    }
    await window.goto(quiet.url)
    await saved('The record of these days may not be complete')
    await pressBefore('Held against paper')
    await saved('Noted: those days were held against paper.')
    await look('settled')
    expect(wrong).toEqual([])
  } finally {
    await quiet.close()
    await empty.close()
    rmSync(path.dirname(empty.dir), { recursive: true })
  }
})
