// Personal data in the real window, by the keyboard alone: a request from the page of a recording, its answer, what the retention says is due, its destruction with
// PIN and berita acara, the data-flow page; the same in the terminal. Both languages under axe. Screenshots are kept in out/screens.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { pinRecord } from '../../src/core/account/pin.ts'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { setLocal } from '../../src/core/db/local.ts'
import { sampleBiodata, seedRecordings } from '../../src/core/testing/index.ts'
import { newProfile } from './dinas-profile.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-privacy-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const PIN = '482915'
const DAY = 86_400_000
let opened: Launched | undefined
let ids: string[] = []

describe('personal data', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    await newProfile(base, 2, (profile) => ({ ...profile, retention: { recordingDays: 30, auditDays: 365 } }))
    const long = new Date(Date.now() - 60 * DAY).toISOString()
    await withOpenStation({ station: at('station'), account: 'penyelia' }, async (open) => {
      ids = await seedRecordings(open, 3, { bytes: 5000 })
      const pin = await pinRecord(PIN, open.ports.random)
      await open.write.transaction((tx) => {
        setLocal(tx, 'pin:penyelia', pin)
        tx.run('UPDATE recording SET sealed_at = ?', [long])
        for (const id of ids.slice(0, 2)) {
          tx.run(
            "INSERT INTO receipt SELECT 'mmu', coalesce(max(serial), 0) + 1, ?, 1, 'final', 'PRINT_READY_RECORD', ?, '', '', 'upload' FROM receipt",
            [id, long],
          )
          tx.run("UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?", [id])
        }
        tx.run(
          "INSERT INTO queue_ticket (id, epoch, day, number, name, phone, purpose, state, created_at) VALUES ('t', ?, '2020-01-02', 1, 'NAMA LAMA', '081234567890', 'new', 'done', '')",
          [open.epoch.id],
        )
      })
    })
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('the terminal shows the plan masked, and keeps the register of requests', async () => {
    const plan = await rekam('retention', 'plan', ...station)
    expect(plan.out).toContain('2 perekaman (2 paket), 2 foto')
    expect(plan.out).toContain('1 tanpa tanda terima akhir')
    for (const n of [1, 2]) {
      expect(plan.out).not.toContain(sampleBiodata(n).nik)
      expect(plan.out).not.toContain(sampleBiodata(n).nama)
    }
    const asked = await rekam(
      'access',
      'request',
      '--recording',
      ids[2]!,
      '--asked',
      '2026-01-02',
      ...station,
    )
    expect(asked.out).toContain('TERLAMBAT')
    expect((await rekam('access', 'list', ...station)).code).toBe(1)
    const refused = await rekam('retention', 'plan', ...station, '--account', 'teknisi')
    expect(refused.err).toContain('ACCOUNT-ROLE')
    expect((await rekam('audit', 'data-flow', '--lang', 'en')).out).toContain('| sealed packet |')
  })

  test('the window: asked, answered, planned, destroyed, recorded', async () => {
    opened = await launch({ station: at('station') })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const looked = async (name: string) => {
      await screenshot(`privacy-${name}`)
      expect({ name, found: await violations(window) }).toEqual({ name, found: [] })
    }
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await window.getByRole('link', { name: /Akses lewat 1/ }).waitFor()
    await window.getByRole('link', { name: sampleBiodata(1).nama }).press('Enter')
    await window.getByRole('button', { name: 'Daftarkan permintaan' }).press('Enter')
    await window.getByText(/^Terdaftar dengan nomor AKSES\/.* Jawaban paling lambat/).waitFor()
    await looked('asked')
    await window.getByRole('button', { name: 'Daftarkan permintaan' }).press('Enter')
    await window.getByText('PRIVACY-ASKED').waitFor()

    await goTo(window, 'Pengaturan')
    await window.getByText('1 dari 2 permintaan akses lewat 3 x 24 jam').waitFor()
    await looked('settings')
    await window.keyboard.press('F9')
    await window.getByRole('heading', { name: 'Buku permintaan akses' }).waitFor()
    await window.locator('input[type=radio]:focus').waitFor()
    await looked('requests')
    await window.keyboard.press('F7')
    await window.getByRole('dialog').getByRole('textbox', { name: 'NIK' }).waitFor()
    await window.keyboard.type('123')
    await window.keyboard.press('F10')
    await window.getByText('NIK 16 angka yang sah').waitFor()
    await looked('request-wrong')
    await window.keyboard.press('Control+A')
    await window.keyboard.type('5272014101850001')
    await window.keyboard.press('Enter')
    await window.keyboard.type('RADEN AYU SITI NURHAYATININGRUM KUSUMAWARDHANI PRAWIRODIRDJO')
    await window.keyboard.press('F10')
    await window.getByRole('cell', { name: /RADEN AYU/ }).waitFor()
    await answerDialogs(app, at('jawaban.pdf'))
    await window.getByRole('button', { name: 'Jawab', exact: true }).first().press('Enter')
    await window.getByText(/^Jawaban disimpan di /).waitFor()
    await looked('answered')
    for (const file of ['jawaban.pdf', 'jawaban.pdf.minisig', 'jawaban.json', 'jawaban.json.minisig'])
      expect(existsSync(at(file))).toBe(true)

    await window.getByRole('radio', { name: 'Permintaan akses' }).focus()
    await window.keyboard.press('ArrowRight')
    await window.getByText('biodata 2 perekaman').waitFor()
    expect(await window.content()).not.toContain(sampleBiodata(1).nik)
    await looked('plan')
    await window.keyboard.press('F7')
    await window.getByRole('dialog').locator('input:focus').waitFor()
    await window.keyboard.press('F10')
    await window.getByText('Isi dahulu').first().waitFor()
    await looked('destroy-empty')
    for (const words of ['masa simpan lewat', 'Kantor Kecamatan', 'Contoh Saksi Satu', 'Contoh Saksi Dua']) {
      await window.keyboard.type(words)
      await window.keyboard.press('Tab')
    }
    await window.keyboard.type('111222')
    await window.keyboard.press('F10')
    await window.getByText('ACCOUNT-WRONG-PIN').waitFor()
    await looked('destroy-pin')
    await window.getByLabel('PIN Anda').focus()
    await window.keyboard.type(PIN)
    await window.keyboard.press('F10')
    await window.getByText(/^Dimusnahkan\. Berita acara BA-MUSNAH\//).waitFor()
    await answerDialogs(app, at('ba.pdf'))
    await window.keyboard.press('F10')
    await window.getByText(/^Berita acara disimpan di /).waitFor()
    await looked('destroyed')
    await window.keyboard.press('Escape')
    await window.getByText('Tidak ada yang jatuh tempo').waitFor()
    await looked('after')
    for (const file of ['ba.pdf', 'ba.pdf.minisig', 'ba.json', 'ba.json.minisig'])
      expect(existsSync(at(file))).toBe(true)
    await window.getByRole('radio', { name: 'Pemusnahan' }).focus()
    await window.keyboard.press('ArrowRight')
    await window.getByRole('heading', { name: 'Aliran data pribadi' }).waitFor()
    await looked('flow')

    // The recording's page says so, and the list shows no name.
    await goTo(window, 'Perekaman')
    await window.getByRole('link', { name: 'DIMUSNAHKAN' }).first().press('Enter')
    await window.getByText('PRIVACY-ERASED').waitFor()
    await looked('erased')
    await goTo(window, 'Pengaturan')
    await window.getByRole('tab', { name: 'Akun dan data', selected: true }).press('ArrowDown')
    await window.getByRole('radio', { name: 'English' }).press('Space')
    await window.keyboard.press('F9')
    await window.getByRole('heading', { name: 'Register of requests' }).waitFor()
    await looked('requests-en')
    await window.getByRole('radio', { name: 'Requests for access' }).focus()
    await window.keyboard.press('ArrowRight')
    await window.getByText('Register of destructions').waitFor()
    await looked('after-en')
    await window.keyboard.press('ArrowRight')
    await window.getByRole('heading', { name: 'Flow of personal data' }).waitFor()
    await looked('flow-en')
    expect(complaints).toEqual([])
  })

  test('and the terminal lists what was done', async () => {
    const acts = await rekam('retention', 'list', ...station)
    expect(acts.out).toMatch(/BA-MUSNAH\/.*2 perekaman {2}masa simpan lewat/)
    expect((await rekam('audit', 'verify', ...station)).code).toBe(0)
  })
})
