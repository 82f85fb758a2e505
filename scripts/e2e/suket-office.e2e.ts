// The office's electronic signature in the real window, by the keyboard alone: its certificate file opened and closed, letters that
// leave as files with and without it; poppler is the judge. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { issueSuket } from '../../src/core/suket/index.ts'
import {
  makeOfficeFiles,
  OFFICE_PASSPHRASE,
  type OfficeFiles,
  type OfficeKind,
} from '../../src/core/suket/testing/office-files.ts'
import { violations } from './axe.ts'
import { newProfile } from './dinas-profile.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, unlock } from './operator.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-office-'))
const at = (...parts: string[]) => path.join(base, ...parts)
let office: OfficeFiles
let opened: Launched | undefined

/** The Dinas lets everybody sign electronically, by this certificate. */
function electronic(serial: number, kind: OfficeKind): Promise<void> {
  return newProfile(base, serial, (profile) => ({
    ...profile,
    letters: { certificate: office.pem(kind) },
    signers: profile.signers.map((signer) => ({ ...signer, signs: 'electronic' })),
  }))
}

async function open(): Promise<Launched> {
  opened = await launch({ station: at('station'), env: { CUPS_SERVER: at('nobody.sock') } })
  opened.window.setDefaultTimeout(60_000)
  await unlock(opened.window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
  await goTo(opened.window, 'Suket')
  return opened
}

/** Saves the one letter as a file, and comes back to the register. */
async function saved({ app, window, screenshot }: Launched, name: string, said: RegExp): Promise<string> {
  await answerDialogs(app, at(name))
  await window.locator('[data-row]').first().focus()
  await window.keyboard.press('Enter')
  await window.locator('canvas').waitFor()
  await window.keyboard.press('Control+P')
  await window.getByText('PRINTER-SYSTEM').waitFor()
  await screenshot(`office-${name}`)
  await window.keyboard.press('F10')
  await window.getByText(said).waitFor()
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
  await window.keyboard.press('Escape')
  await window.locator('[data-row]').first().waitFor()
  return office.pdfsig(at(`${name}.pdf`))
}

/** Types a certificate file and its passphrase into the dialog as it stands. */
async function give({ window }: Launched, kind: OfficeKind, passphrase: string): Promise<void> {
  const file = window.getByRole('dialog').locator('input[type=text], input:not([type])').first()
  await file.focus()
  await window.keyboard.press('Control+A')
  await window.keyboard.type(office.p12(kind))
  await window.getByRole('dialog').locator('input[type=password]').focus()
  await window.keyboard.press('Control+A')
  await window.keyboard.type(passphrase)
  await window.keyboard.press('Enter')
}

describe("the office's signature in the window", { timeout: 300_000 }, () => {
  beforeAll(async () => {
    office = makeOfficeFiles(at('office'), ['rsa', 'ec', 'past'])
    await sampleStation(base, ['01'])
    await electronic(2, 'rsa')
    await withOpenStation({ station: at('station') }, async (station) => {
      const [row] = station.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq')
      await issueSuket(station, row!.id)
    })
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('a closed key is said, and the file leaves unsigned; an open one signs it; closed again it does not', async () => {
    const run = await open()
    const { window, screenshot, complaints } = run
    await window.getByText('Kunci kantor tertutup').waitFor()
    await screenshot('office-closed')
    expect(await violations(window)).toEqual([])
    const without = await saved(run, 'unsigned', /^PDF tersimpan tanpa tanda tangan elektronik kantor/)
    expect(without).not.toContain('Signature #1')
    await window.keyboard.press('Control+O')
    await window.locator('[role=dialog] input:focus').waitFor()
    await give(run, 'rsa', 'salah')
    await window.getByText('SUKET-OFFICE-PASSPHRASE').waitFor()
    await screenshot('office-wrong-passphrase')
    expect(await violations(window)).toEqual([])
    await give(run, 'ec', OFFICE_PASSPHRASE)
    await window
      .getByText(/^Berkas ini berisi sertifikat Dinas Contoh ec, bukan sertifikat Dinas Contoh rsa/)
      .waitFor()
    await screenshot('office-wrong-holder')
    await give(run, 'rsa', OFFICE_PASSPHRASE)
    await window.getByText('Kunci kantor terbuka').waitFor()
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await screenshot('office-open')
    const said = await saved(run, 'signed', /^PDF bertanda tangan elektronik tersimpan/)
    for (const line of ['Signature is Valid', 'Certificate is Trusted', 'CN=Dinas Contoh rsa'])
      expect(said).toContain(line)
    const bytes = readFileSync(at('signed.pdf'))
    bytes[bytes.length >> 2]! ^= 1
    writeFileSync(at('altered.pdf'), bytes)
    expect(office.pdfsig(at('altered.pdf'))).not.toContain('Signature is Valid')
    await window.keyboard.press('Control+O')
    await window.getByText('Kunci kantor tertutup').waitFor()
    await saved(run, 'again', /^PDF tersimpan tanpa tanda tangan elektronik kantor/)
    await window.getByText('bertanda tangan elektronik kantor').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  test('a locked station has forgotten the key; an expired certificate is said and cannot be opened', async () => {
    const run = await open()
    const { window } = run
    await window.getByText('Kunci kantor tertutup').waitFor()
    await window.keyboard.press('Control+O')
    await window.locator('[role=dialog] input:focus').waitFor()
    await give(run, 'rsa', OFFICE_PASSPHRASE)
    await window.getByText('Kunci kantor terbuka').waitFor()
    await window.keyboard.press('Control+L')
    await window.locator('input[type=password]').waitFor()
    await window.keyboard.type(readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await window.keyboard.press('Enter')
    await window.getByRole('link', { name: 'Suket' }).waitFor()
    await goTo(window, 'Suket')
    await window.getByText('Kunci kantor tertutup').waitFor()
    await run.close()
    await electronic(3, 'past')
    const { window: later, screenshot, complaints } = await open()
    await later.getByText('Sertifikat kantor tidak berlaku hari ini').waitFor()
    await later.getByText(/01-01-2021/).waitFor()
    await screenshot('office-expired')
    await later.keyboard.press('Control+O')
    expect(await later.getByRole('dialog').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
