// An outage day in the real window, by the keyboard alone: what both sites do, what waits and why, the Dinas' notice, the proposal to carry
// by hand, the official reset, the line's settings. Screenshots are kept in out/screens.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { openSite } from '../../src/datacenter/open-site.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, goTo, press, unlock } from './operator.ts'
import { freePort } from '../../src/lib/testing/free-port.ts'
import { datacenter, rekam } from './rekam.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-sending-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const ports = { mmu: 0, batam: 0 }
let opened: Launched | undefined

const people = (folder: string, ids: readonly string[]) => {
  for (const id of ids)
    cpSync(path.join(projectRoot, 'resources/people', id), at(folder, id), { recursive: true })
}

/** Three recordings are at the centre: one is a duplicate, one search failed. Two more wait, one of them got stuck. */
async function outageDay(): Promise<void> {
  people('first', ['01', '02', '03'])
  people('second', ['04', '05'])
  const sites = ['--mmu', `http://127.0.0.1:${ports.mmu}`, '--batam', `http://127.0.0.1:${ports.batam}`]
  await rekam('init', '--demo', '--station', at('station'), ...sites)
  await rekam('enrol', '--station', at('station'), '--from', at('first'))
  {
    await using _mmu = await datacenter('mmu', at('dinas/sites/mmu'), { port: ports.mmu })
    await rekam('upload', '--station', at('station'), '--once')
    const site = await openSite(at('dinas/sites/mmu'), 'mmu')
    const ids = (await site.registry.read.all<{ packet: string }>('SELECT packet FROM record')).map(
      ({ packet }) => packet,
    )
    await site.decide(ids[0]!, 'DUPLICATE_RECORD')
    await site.decide(ids[1]!, 'SEARCH_FAILURE_AT_CENTRAL')
    await site.close()
    await rekam('upload', '--station', at('station'), '--once')
  }
  await rekam('enrol', '--station', at('station'), '--from', at('second'))
  const days = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString()
  await withOpenStation({ station: at('station') }, (station) =>
    station.write.transaction((tx) => {
      const notice = 'Pusat data belum dapat menerima pengiriman data perekaman (471.13/3256/DUKCAPIL).'
      for (const [site, since] of [
        ['mmu', days(12)],
        ['batam', days(11)],
      ] as const) {
        tx.run(
          `INSERT INTO site (code, state, since, notice, failures, next_probe_at) VALUES (?, 'refusing', ?, ?, 9, ?)
           ON CONFLICT (code) DO UPDATE SET state = excluded.state, since = excluded.since, notice = excluded.notice,
             failures = excluded.failures, next_probe_at = excluded.next_probe_at`,
          [site, since, notice, days(-1)],
        )
        tx.run('DELETE FROM site_log WHERE site = ?', [site])
        for (const [when, state] of [
          [days(40), 'unreachable'],
          [days(38), 'open'],
          [since, 'refusing'],
        ] as const)
          tx.run('INSERT INTO site_log (site, at, state, notice) VALUES (?, ?, ?, ?)', [
            site,
            when,
            state,
            notice,
          ])
      }
      const { id } = tx.get<{ id: string }>('SELECT id FROM recording ORDER BY rowid DESC LIMIT 1')!
      tx.run(
        `INSERT INTO upload_pause (packet, site, attempt, failures, code, at, next_at) VALUES (?, 'mmu', 1, 4, 'UPLOAD-STUCK', ?, ?)`,
        [id, days(2), days(-1)],
      )
    }),
  )
}

describe('an outage day in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    ports.mmu = await freePort()
    ports.batam = await freePort()
    await outageDay()
    writeFileSync(
      at('surat.txt'),
      'Pemberitahuan gangguan penunggalan\n\nPusat data belum dapat menerima pengiriman sampai batas waktu yang akan diberitahukan.\n' +
        'Perekaman tetap dilaksanakan; cadangkan data secara rutin ke media eksternal.\n',
    )
    const { out } = await rekam('list', '--station', at('station'), '--json')
    const [{ id }] = (JSON.parse(out) as { recordings: [{ id: string }] }).recordings
    await rekam('suket', 'issue', id, '--station', at('station'), '--out', at('surat.pdf'))
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('an operator who has read nothing sees what to do', async () => {
    opened = await launch({ station: at('station') })
    const { app, window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const shot = (name: string) => screenshot(`sending-${name}`)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    // On every screen, in words.
    await window.getByText('MMU, Batam menolak · saatnya ekspor manual').waitFor()
    await shot('lamp')
    await goTo(window, 'Pengiriman')
    await window.getByText(/tidak ada pusat data yang menerima pengiriman/).waitFor()
    await window.getByText('Satu paket berkali-kali gagal terkirim.').waitFor()
    await window
      .getByText(/11 hari/)
      .first()
      .waitFor()
    await shot('outage-day')
    await answerDialogs(app, at('surat.txt'))
    await press(window, /^Simpan pemberitahuan/)
    await window.getByText(/sampai batas waktu/).waitFor()
    await shot('notice')
    await window.keyboard.press('Escape')
    await answerDialogs(app, at('surat.pdf'))
    await press(window, /^Simpan pemberitahuan/)
    await window.locator('[role=dialog] canvas').waitFor()
    await shot('notice-pdf')
    await window.keyboard.press('Escape')
    await press(window, /^Atur pemakaian jalur/)
    await window.getByRole('dialog').waitFor()
    await window.keyboard.press('ArrowRight')
    await shot('line')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByText(/Jam kantor 08:00–16:00/).waitFor()
    await press(window, /^Kirim ulang/)
    await window.getByRole('dialog').waitFor()
    await window.keyboard.type('Diminta pusat data')
    await shot('reset')
    await window.keyboard.press('F10')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    await window.getByText('pencarian di pusat data gagal').waitFor({ state: 'hidden' })
    await shot('after')
    // What became of the duplicate: its list is one key away.
    const link = window.getByRole('link', { name: 'Lihat rekamannya' }).first()
    await link.focus()
    await window.keyboard.press('Enter')
    await window.getByRole('heading', { name: 'Perekaman', exact: true }).waitFor()
    await window.locator('table').getByText('data ganda').waitFor()
    await shot('duplicates')
    expect(complaints).toEqual([])
  })

  test('a list of many bags is one stop of Tab, and arrows reach every one of them', async () => {
    await withOpenStation({ station: at('station') }, (station) =>
      station.write.transaction((tx) =>
        tx.run(
          `INSERT INTO bag (id, epoch, seq, made_at, folder, packets, bytes, state, reason, operator)
           WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 130)
           SELECT printf('b%025d', n), epoch, n, '2026-11-23T02:00:00.000Z', '/media/' || n, 3, 1, 'made', NULL, 'penyelia' FROM k, change_counter`,
        ),
      ),
    )
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Pengiriman')
    const bags = window.locator('tr', { has: window.locator('button[data-row]') })
    await bags.nth(129).waitFor()
    const where = () =>
      window.evaluate(() => {
        const rows = [...document.querySelectorAll('tr button[data-row]')]
        return rows.indexOf(document.activeElement as Element)
      })
    let stops = 0
    for (let n = 0; n < 60 && (await where()) < 0; n++) await window.keyboard.press('Tab')
    for (; (await where()) >= 0; stops++) await window.keyboard.press('Tab')
    expect(stops).toBe(1)
    await window.keyboard.press('Shift+Tab')
    expect(await where()).toBe(0)
    await window.keyboard.press('End')
    expect(await where()).toBe(129)
    await screenshot('sending-many-bags')
    await window.keyboard.press('Enter')
    await window.getByRole('dialog').getByText('/media/1', { exact: true }).waitFor()
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await where()).toBe(129)
    expect(complaints).toEqual([])
  })
})
