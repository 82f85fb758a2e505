// The people of a desk in the real window with the simulated scanner, by the keyboard alone: key strokes and time are counted and said.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Biodata, biodataSchema } from '../../src/contract/biodata.ts'
import type { Page } from 'playwright-core'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { countKeys, type KeyCount } from './count-keys.ts'
import { launch, type Launched } from './launch.ts'
import { atStep, callUp, fillBiodata, record, scanAll, sign, takePhoto, unlock } from './operator.ts'
import type { SbiSimulator } from './rekam.ts'
import { scannerStation } from './scanner-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-people-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
const personOf = (name: string): Biodata =>
  biodataSchema.parse(
    JSON.parse(readFileSync(path.join(projectRoot, 'resources', 'people', name, 'biodata.json'), 'utf8')),
  )

let scanner: SbiSimulator
let opened: Launched
let keys: KeyCount

beforeAll(async () => {
  scanner = await scannerStation(base)
  opened = await launch({ station: at('station'), args: [`--matcher=${scanner.control}`] })
  opened.window.setDefaultTimeout(30_000)
  keys = countKeys(opened.window)
  await unlock(opened.window, passphrase())
}, 300_000)
afterAll(async () => {
  await opened.close()
  await scanner[Symbol.asyncDispose]()
})

/** Says what a recording cost. */
function say(who: string): void {
  const { strokes, seconds } = keys.lap()
  process.stdout.write(
    `people: ${who}: ${strokes} key strokes, ${seconds.toFixed(1)} s of machine and keys\n`,
  )
}

describe('recorded by the keyboard alone', { timeout: 120_000 }, () => {
  test('a plain adult, and the proof that is handed out', async () => {
    const { window, screenshot, complaints } = opened
    keys.lap()
    await record(window, { biodata: personOf('01'), village: 'Paruga' }, (name) =>
      screenshot(`person-${name}`),
    )
    say('a plain adult')
    await window.keyboard.press('Control+b')
    await window.getByRole('dialog').waitFor()
    await window.getByText('BUKTI PEREKAMAN KTP-EL').first().waitFor({ state: 'attached' })
    await screenshot('person-proof')
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })

  test('a deaf resident reads, agrees, signs and states alone on the second window; a hostile page there reaches nobody else', async () => {
    const { window, app, complaints } = opened
    const person = sampleBiodata(7)
    await callUp(window, person.nik)
    await fillBiodata(window, person, 'Paruga')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    const [resident] = await Promise.all([app.waitForEvent('window'), window.keyboard.press('F11')])
    resident.setDefaultTimeout(30_000)
    resident.on('pageerror', (error) => complaints.push(error.message))
    const shot = async (name: string) => {
      await resident.screenshot({ path: path.join(projectRoot, 'out', 'screens', `facing-${name}.png`) })
      complaints.push(...(await violations(resident)).map((what) => `facing-${name}: ${what}`))
    }
    const press = async (name: string) => {
      await resident.getByRole('button', { name }).waitFor()
      await resident.keyboard.press('Enter')
    }
    /** Each sees the step, the resident as soon as it is kept: keys before the operator's page stands would do nothing. */
    const stands = async (theirs: string, ours: string) => {
      await resident.getByRole('heading', { name: theirs }).waitFor()
      await atStep(window, ours)
    }
    await resident.getByRole('heading', { name: 'Bacalah. Apakah ini benar?' }).waitFor()
    await shot('read')
    await resident.getByRole('button', { name: 'Ada yang salah' }).click()
    await shot('which')
    await resident.getByRole('button', { name: /^Nama lengkap/ }).click()
    await window.getByText('Penduduk menandai salah: Nama lengkap.').waitFor()
    await shot('told')
    // The operator corrects it and asks again.
    await window.keyboard.press('Escape')
    await window.locator('input[name=nama]').fill(`${person.nama} BARU`)
    await window.keyboard.press('F10')
    await window.getByText(/^Bacakan\. Enter/).waitFor()
    for (let page = 1; page <= 4; page++) {
      await resident.getByText(`Halaman ${page} dari 4`).waitFor()
      await press('Ya, benar')
    }
    await resident.getByRole('heading', { name: 'Terima kasih' }).waitFor()
    await hostile(resident)
    // Its own line was taken from it: the page is loaded anew and stands where it stood.
    await resident.reload()
    await resident.getByRole('heading', { name: 'Terima kasih' }).waitFor()
    await window.keyboard.press('F10')
    await stands('Lihat ke kamera', 'Pas foto')
    await shot('look')
    await takePhoto(window)
    await resident.getByRole('heading', { name: 'Apakah foto ini baik?' }).waitFor()
    await resident.locator('img').waitFor()
    await shot('photo')
    await press('Ya, pakai foto ini')
    await resident.getByRole('heading', { name: 'Terima kasih' }).waitFor()
    await window.keyboard.press('F10')
    await stands('Tanda tangan di dalam kotak', 'Tanda tangan')
    await sign(resident)
    await resident.getByText('Tanda tangan tersimpan').waitFor()
    await shot('sign')
    await window.keyboard.press('F10')
    await stands('Letakkan jari di kaca', 'Sidik jari')
    await shot('fingers')
    await scanAll(window, 3)
    await window.keyboard.press('F10')
    await stands('Buka mata lebar-lebar', 'Iris mata')
    await scanAll(window, 1)
    await window.keyboard.press('F10')
    await stands('Serahkan berkas Anda', 'Dokumen')
    await window.keyboard.press('F10')
    await stands('Letakkan kedua telunjuk sekali lagi', 'Telunjuk kedua kali')
    await scanAll(window, 1)
    await window.keyboard.press('F10')
    await stands('Pernyataan', 'Tinjau dan segel')
    await resident.locator('img').waitFor()
    await shot('truth')
    await press('Ya, saya menyatakan benar')
    await resident.getByRole('heading', { name: 'Pernyataan Anda tercatat' }).waitFor()
    await window
      .getByRole('button', { name: /^Segel/ })
      .and(window.locator(':enabled'))
      .waitFor()
    await window.keyboard.press('F10')
    await resident.getByRole('heading', { name: 'Rekaman tersegel' }).waitFor()
    await shot('sealed')
    // The operator's way back.
    const gone = resident.waitForEvent('close')
    await app.evaluate(({ BrowserWindow }) => {
      const [own] = BrowserWindow.getAllWindows().filter(({ webContents }) =>
        webContents.getURL().endsWith('/resident.html'),
      )
      own?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F11', modifiers: ['control'] })
    })
    await gone
    expect(complaints).toEqual([])
  })
})

/** What a script in the resident's window would try. */
async function hostile(resident: Page): Promise<void> {
  const found = await resident.evaluate(async () => {
    const tried = async (address: string) => {
      try {
        return (await fetch(address)).status
      } catch {
        return 'refused'
      }
    }
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'sees',
      () => 'blind',
    )
    return {
      page: await tried('app://rekam/index.html'),
      stream: await tried('app://station/draft/x/photo'),
      web: await tried('http://127.0.0.1:9/'),
      camera,
      bridge: ['require', 'process', 'electron'].filter((name) => name in window),
    }
  })
  expect(found).toEqual({ page: 404, stream: 'refused', web: 'refused', camera: 'blind', bridge: [] })
  // It asks for a line of its own and calls the desk's procedures by name.
  const answers = await resident.evaluate(async () => {
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', ({ data, ports: [given] }) => {
        if (data === 'rekam:port' && given) resolve(given)
      })
      window.postMessage('rekam:connect', location.origin)
    })
    const heard: unknown[] = []
    port.addEventListener('message', ({ data }) => void heard.push(data))
    port.start()
    for (const [n, name] of ['enrolment/drafts', 'enrolment/list', 'audit/list', 'account/list'].entries())
      port.postMessage(JSON.stringify({ i: String(n + 1), p: { u: `/${name}`, b: { json: {} } } }))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    return heard.map((one) => JSON.stringify(one))
  })
  const said = answers.filter((one) => !one.includes('core'))
  expect(said.length).toBeGreaterThan(0)
  for (const one of said) expect(one).toMatch(/404|NOT_FOUND/)
}
