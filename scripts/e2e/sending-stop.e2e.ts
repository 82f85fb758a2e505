// Packets on a slow line in the real window, by the keyboard alone: what goes now, stopped by a person and gone on with; and a packet that a
// site refused, sent again on a supervisor's word. Both languages under axe. Screenshots are kept in out/screens.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { words as english } from '../../src/renderer/i18n/words-en.ts'
import { words } from '../../src/renderer/i18n/words-id.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, inLanguage, press, unlock } from './operator.ts'
import { datacenter } from './rekam.ts'
import { stationWithSites } from './sample-station.ts'

/** Bytes per second: a packet of a sample person takes some twenty seconds. */
const SLOW = 30_000
const base = mkdtempSync(path.join(tmpdir(), 'rekam-stop-'))
const at = (...parts: string[]) => path.join(base, ...parts)
let port: number
let opened: Launched | undefined

describe('sending in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    port = await freePort()
    await stationWithSites(base, ['01', '02', '03'], { mmu: port, batam: await freePort() })
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('a person stops what goes over a slow line, and has it go on', async () => {
    await using stack = new AsyncDisposableStack()
    const slow = stack.use(await datacenter('mmu', at('dinas/sites/mmu'), { port, bytesPerSecond: SLOW }))
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, words.upload.title)
    const stop = window.getByRole('button', { name: words.upload.stop, exact: true })
    await stop.waitFor()
    await window.getByText(/ dari .*\/detik/).waitFor()
    await window
      .getByText(/terakhir terdengar/)
      .first()
      .waitFor()
    await window.getByText(words.upload.siteStates.heard).waitFor()
    await window.getByText('MMU menjawab · Batam belum dicoba').waitFor()
    await screenshot('sending-now')
    expect(await violations(window)).toEqual([])
    await stop.focus()
    await window.keyboard.press('Enter')
    await window.getByText(/^Pengiriman dihentikan; dilanjutkan sendiri/).waitFor()
    await stop.waitFor({ state: 'detached' })
    await screenshot('sending-stopped')
    await inLanguage(window, 'en')
    await window.getByText(/^Sending is stopped; it goes on by itself/).waitFor()
    await screenshot('sending-stopped-en')
    expect(await violations(window)).toEqual([])
    // What is there of the packet stays there: at the end nobody was sent twice.
    await slow[Symbol.asyncDispose]()
    stack.use(await datacenter('mmu', at('dinas/sites/mmu'), { port }))
    await window.keyboard.press('F10')
    await window.getByText(english.upload.nothingWaits).waitFor()
    await inLanguage(window, 'id')
    await window.getByText(words.upload.nothingWaits).waitFor()
    expect(complaints).toEqual([])
    await opened.close()
    opened = undefined
    const { items } = await withOpenStation({ station: at('station') }, async ({ read }) => ({
      items: read.all('SELECT packet, state, attempt FROM upload_item'),
    }))
    expect(items).toMatchObject([1, 2, 3].map(() => ({ state: 'received', attempt: 1 })))
  })

  test('what a site refused goes again on a supervisor’s word', async () => {
    await withOpenStation({ station: at('station') }, ({ read, write }) =>
      write.transaction((tx) => {
        const ids = read.all<{ id: string }>('SELECT id FROM recording ORDER BY rowid').map(({ id }) => id)
        const codes = ['PACKET-CONFLICT', 'FILE-MISSING', 'UPLOAD-NO-RECEIPT']
        for (const [n, packet] of ids.entries()) {
          tx.run('DELETE FROM receipt WHERE packet = ?', [packet])
          tx.run(`UPDATE recording_status SET status = 'BIO_CAPTURED' WHERE recording = ?`, [packet])
          tx.run(`UPDATE upload_item SET state = 'refused', code = ? WHERE packet = ?`, [codes[n]!, packet])
        }
      }),
    )
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, words.upload.title)
    await window.getByText(words.upload.work, { exact: true }).waitFor()
    await screenshot('sending-refused')
    await inLanguage(window, 'en')
    await window.getByText(english.upload.work, { exact: true }).waitFor()
    await screenshot('sending-refused-en')
    expect(await violations(window)).toEqual([])
    await press(window, /^Send all again/)
    await window.getByRole('dialog').waitFor()
    await screenshot('sending-resend-en')
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('Escape')
    await inLanguage(window, 'id')
    await press(window, /^Kirim semua lagi/)
    await window.getByRole('dialog').waitFor()
    await window.keyboard.type('Diminta Dinas')
    await screenshot('sending-resend')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByText(words.upload.work, { exact: true }).waitFor({ state: 'detached' })
    await screenshot('sending-resent')
    expect(complaints).toEqual([])
  })
})
