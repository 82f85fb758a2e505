// What the centre answered, in the real window and in both languages: failures with what was tried before, an order that is stopped while a site is
// silent, and a profile that came along with receipts. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { readSampleDinas, SAMPLE_FILES } from '../../src/core/settings/sample-files.ts'
import { offerProfile, readProfileFile } from '../../src/core/settings/index.ts'
import { readProfile, signProfile } from '../../src/formats/profile/profile.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, inLanguage, press, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { stationWithSites } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-answers-'))
const at = (...parts: string[]) => path.join(base, ...parts)
let opened: Launched | undefined
let silent: Server | undefined

const WORDS = {
  id: {
    sending: 'Pengiriman',
    cards: 'Kartu',
    settings: 'Pengaturan',
    claimed: /^Menurut pusat/,
    none: /^Tidak ada kartu/,
    before: /^Diminta sebelum pemulihan/,
    atOnce: 'Tidak ada kartu: 3 sekaligus',
    goOn: /3 kartu masih menunggu/,
    ordered: /^Menunggu hak cetak/,
    stop: /^Hentikan/,
    again: /Percobaan ke-2/,
    open: 'Buka rekaman',
    proof: 'Bukti perekaman',
    waits: /menunggu: nomor 2/,
    install: /^Pasang profil/,
  },
  en: {
    sending: 'Sending',
    cards: 'Cards',
    settings: 'Settings',
    claimed: /^Known to the centre/,
    none: /^There is no card/,
    before: /^Asked for before the restore/,
    atOnce: 'There is no card: 3 at once',
    goOn: /3 cards go on waiting/,
    ordered: /^Waiting for the right/,
    stop: /^End it/,
    again: /Attempt 2/,
    open: 'Open the recording',
    proof: 'Proof of recording',
    waits: /waits: serial 2/,
    install: /^Install the profile/,
  },
} as const

/** Six recordings as a week of answers leaves them, and a profile that came along. */
async function answered(): Promise<void> {
  const port = await freePort()
  silent = createServer((request) => request.resume())
  await new Promise<void>((resolve) => silent!.listen(port, '127.0.0.1', resolve))
  const people = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10']
  await stationWithSites(base, people, { mmu: port, batam: port })
  const { bytes } = await readProfileFile(at('dinas', SAMPLE_FILES.profile))
  const { format: _, version: __, ...fields } = readProfile(bytes)
  const { root } = await readSampleDinas(at('dinas'))
  const newer = signProfile(
    { ...fields, serial: fields.serial + 1, thresholds: { ...fields.thresholds, finger: 55 } },
    root,
  )
  await withOpenStation({ station: at('station'), account: 'administrator' }, async (station) => {
    const ids = station.read.all<{ id: string }>('SELECT id FROM recording ORDER BY seq').map(({ id }) => id)
    const days = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString()
    let serial = 900
    await station.write.transaction((tx) => {
      const stands = (n: number, status: string, attempt = 1) => {
        tx.run('UPDATE recording_status SET status = ?, attempt = ?, at = ? WHERE recording = ?', [
          status,
          attempt,
          days(n + 1),
          ids[n]!,
        ])
        for (let sent = 1; status.startsWith('ENROLL') && sent <= attempt; sent++)
          tx.run(
            `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
             VALUES ('mmu', ?, ?, ?, 'central', ?, ?, '', '', 'upload')`,
            [++serial, ids[n]!, sent, status, days(9)],
          )
      }
      stands(0, 'ENROLL_FAILURE_AT_CENTRAL', 2)
      stands(1, 'ENROLL_FAILURE_AT_CENTRAL')
      stands(2, 'REQUEST_VALIDATION')
      stands(3, 'SEARCH_FAILURE_AT_CENTRAL', 2)
      stands(4, 'CARD_PRINTED')
      stands(5, 'CARD_PRINTED')
      stands(6, 'BIO_CAPTURED', 2)
      // As a restore brings them back: ordered and granted under an earlier epoch.
      for (const [n, state] of [[7, 'ordered'] as const, [8, 'granted'] as const, [9, 'granted'] as const]) {
        stands(n, 'PRINT_READY_RECORD')
        tx.run(`INSERT INTO card (recording, state, order_id, fence, ordered_at) VALUES (?, ?, ?, 2, ?)`, [
          ids[n]!,
          state,
          `o${n}`,
          days(3),
        ])
      }
      tx.run(
        `INSERT INTO upload_pause (packet, site, attempt, failures, code, at, next_at) VALUES (?, 'mmu', 2, 4, 'UPLOAD-STUCK', ?, ?)`,
        [ids[6]!, days(2), days(-1)],
      )
      offerProfile(tx, station, newer, 'mmu')
    })
  })
}

describe('what the centre answered', { timeout: 300_000 }, () => {
  beforeAll(answered, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => {
    silent?.closeAllConnections()
    silent?.close()
    rmSync(base, { recursive: true, force: true })
  })

  test.each(['id', 'en'] as const)('in %s', async (language) => {
    const words = WORDS[language]
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const shot = (name: string) => screenshot(`answers-${name}-${language}`)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    if (language === 'en') await inLanguage(window, 'en')
    await goTo(window, words.sending)
    await window.getByText(words.again).first().waitFor()
    await shot('follow-ups')
    const link = window.getByRole('link', { name: words.open }).first()
    await link.scrollIntoViewIfNeeded()
    await shot('work')
    await link.focus()
    await window.keyboard.press('Enter')
    await window.getByText(words.proof).first().waitFor()
    await window.getByText(words.again).waitFor()
    await shot('recording')
    await window.keyboard.press('Escape')

    // A card that is not there is asked for again; the site is silent, and nobody waits for it.
    await goTo(window, words.cards)
    await window.getByRole('radio', { name: words.claimed }).focus()
    await window.keyboard.press('Space')
    await window.locator('[data-row]').first().waitFor()
    await shot('claimed')
    await window.locator('[data-row]').first().focus()
    await window.keyboard.press('Enter')
    await window.getByRole('dialog').waitFor()
    await window.getByRole('radio', { name: words.none }).focus()
    await window.keyboard.press('Space')
    await window.keyboard.press('Tab')
    await window.keyboard.type('Laci sudah diperiksa')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').getByRole('button', { name: words.stop }).waitFor()
    await window.waitForTimeout(1500)
    await shot('stop')
    const began = Date.now()
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(Date.now() - began).toBeLessThan(5000)
    await window.getByRole('radio', { name: words.ordered }).focus()
    await window.keyboard.press('Space')
    await window.locator('[data-row]').first().waitFor()
    await shot('ordered')
    if (language === 'id') {
      // What a restore made uncertain: the drawer first, then one word for all that are not in it.
      expect(await window.getByText(words.before).count()).toBe(3)
      await window.keyboard.press('F6')
      await window.getByRole('dialog', { name: words.atOnce }).waitFor()
      await window.keyboard.press('F10')
      await window.getByRole('dialog').getByText('Wajib diisi.').waitFor()
      await window.keyboard.type('Laci sudah diperiksa')
      await shot('at-once')
      await window.keyboard.press('F10')
      await window.getByRole('dialog').getByRole('button', { name: words.stop }).waitFor()
      await window.keyboard.press('Escape')
      await window.getByRole('dialog').waitFor({ state: 'hidden' })
      await window.getByText(words.goOn).waitFor()
      expect(await window.getByText(words.before).count()).toBe(0)
      expect(await window.getByRole('button', { name: words.atOnce }).count()).toBe(0)
      await shot('at-once-said')
    }
    // F9 asks again, and is ended from the foot of the window.
    await window.keyboard.press('F9')
    await window.getByRole('button', { name: words.stop }).waitFor()
    await shot('asking')
    await press(window, words.stop)
    await window.getByText(/F9\.$/).waitFor()
    await shot('stopped')

    await goTo(window, words.settings)
    await window.getByText(words.waits).waitFor()
    await shot('profile')
    expect(complaints).toEqual([])
  })

  test('an administrator installs the profile that came along', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    await window.locator('input[type=password]').waitFor()
    await window.getByRole('combobox').first().selectOption('administrator')
    await window.locator('input[type=password]').focus()
    await window.keyboard.type(readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await window.keyboard.press('Enter')
    await goTo(window, WORDS.id.settings)
    await window.getByText(WORDS.id.waits).waitFor()
    await screenshot('answers-profile-install')
    await press(window, WORDS.id.install)
    await window.getByText('Profil nomor 2 berlaku.').waitFor()
    await screenshot('answers-profile-installed')
    expect(complaints).toEqual([])
    await opened.close()
    opened = undefined
    const { out } = await rekam('audit', 'list', '--station', at('station'), '--json')
    expect(out).toContain('profile.installed')
  })
})
