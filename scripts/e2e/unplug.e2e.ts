// A disk that comes, is pulled in the midst of a backup and comes back, in the real window: nobody presses a button, every page says how
// safe the recordings are, and the words follow within seconds.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedPackets } from '../../src/core/backup/testing/seed.ts'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-unplug-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const PACKETS = 120
/** So that a run takes some seconds on the quickest machine. */
const EACH = 3_000_000

let opened: Launched | undefined
let disk: TestVolume

describe.skipIf(!canMount('exfat'))('a disk that is pulled in the window', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    mkdirSync(at('drives'))
    disk = makeVolume('exfat', { mount: at('drives', 'MEJA'), bytes: 1 << 30 })
    await sampleStation(base)
    const pair = ['--pair', 'desk', '--label', 'Disk Meja']
    await rekam('backup', ...station, '--disk', disk.mount, ...pair)
    disk.eject()
    await withOpenStation({ station: at('station') }, (live) => seedPackets(live, PACKETS, { bytes: EACH }))
  }, 300_000)
  afterAll(async () => {
    await opened?.close()
    disk?.[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('begins by itself, says that it was pulled, goes on by itself; the lamps are on every page', async () => {
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(60_000)
    const banner = window.getByRole('banner')
    const lamp = (words: string) => banner.getByText(words)
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    await window.getByText(`${PACKETS} rekaman hanya ada di komputer ini`).waitFor()
    await lamp(`Disk meja dilepas, ${PACKETS} orang hanya di komputer ini`).waitFor()
    await screenshot('unplug-away')

    disk.plug()
    await window.getByText('Mencadangkan ke Disk Meja: menulis').waitFor()
    await window.getByText(/MB\/detik/).waitFor()
    await screenshot('unplug-writing')
    disk.pull()
    await window.getByText('Disk Meja dicabut sebelum selesai.').waitFor({ timeout: 5000 })
    await lamp(`Disk meja dilepas, ${PACKETS} orang hanya di komputer ini`).waitFor()
    await screenshot('unplug-pulled')

    disk.eject()
    disk.plug()
    // A FUSE daemon answers from its memory: all of it is written, nothing is proven, and lamp and page say the same.
    const unproven = banner.locator('[data-meaning=menunggu]', {
      hasText: `Disk meja 0/${PACKETS}, belum dibaca kembali`,
    })
    await unproven.waitFor()
    await window.getByText('dicabut sebelum selesai').waitFor({ state: 'detached' })
    await window.getByText(`${PACKETS} rekaman hanya ada di komputer ini`).waitFor()
    await window.getByText(`belum dibaca kembali: ${PACKETS} dari ${PACKETS}`).waitFor()
    await window.getByText('komputer ini membukanya lewat FUSE').waitFor()
    await screenshot('unplug-done')

    const rooms = await window.getByRole('navigation').getByRole('link').allInnerTexts()
    expect(rooms.length).toBeGreaterThan(8)
    for (const room of rooms) {
      await window.getByRole('navigation').getByRole('link', { name: room }).press('Enter')
      await unproven.waitFor()
      expect(await banner.getByRole('link').count()).toBeGreaterThan(2)
    }
    await opened.close()
    opened = undefined
    const root = ['--trust', at('dinas', 'root.pub')]
    const verified = await rekam('verify', '--disk', disk.mount, ...root, '--json')
    expect(verified.json()).toMatchObject({ sound: true, origin: 'proven', packets: PACKETS })
    expect(complaints).toEqual([])
  })
})
