// Custody as it grows old in the real window: reminders in three grades, and recordings that may leave this computer by the rule.
// Screenshots are kept in out/screens.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { readProfile, signProfile } from '../../src/formats/profile/profile.ts'
import { parseSecretKey } from '../../src/lib/minisign.ts'
import { utf8 } from '../../src/lib/bytes.ts'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { goTo, press, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-custody-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A day at the sample station, which is eight hours ahead of UTC. */
const dayAfter = (days: number) => new Date(Date.now() + days * DAY + 8 * HOUR).toISOString().slice(0, 10)
let opened: Launched | undefined
let disks: TestVolume[] = []
let gone = ''

/** The Dinas says that recordings may go at once after their final receipt. */
async function retentionOfNone(): Promise<void> {
  const root = parseSecretKey(readFileSync(at('dinas', 'root.key'), 'utf8'))
  const bytes = await withOpenStation({ station: at('station') }, async ({ read }) => {
    const last = read.get<{ bytes: string }>('SELECT bytes FROM profile ORDER BY serial DESC LIMIT 1')
    return utf8(last!.bytes)
  })
  const { format: _, version: __, ...fields } = readProfile(bytes)
  const signed = signProfile({ ...fields, serial: fields.serial + 1, retention: { recordingDays: 1 } }, root)
  writeFileSync(at('profile.json'), signed.bytes)
  writeFileSync(at('profile.json.minisig'), signed.signature)
  const installed = await rekam('profile', 'install', ...station, '--profile', at('profile.json'))
  if (installed.code !== 0) throw new Error(installed.err)
}

/** What takes months, written into the register: a final receipt, copies verified cold, a disk that nobody connected for long. */
async function monthsLater(): Promise<void> {
  await withOpenStation({ station: at('station') }, async ({ read, write, paths }) => {
    const [one] = read.all<{ id: string; at: string }>(
      'SELECT id, sealed_at AS at FROM recording ORDER BY seq',
    )
    const long = new Date(Date.now() - 60 * DAY).toISOString()
    await write.transaction((tx) => {
      tx.run(
        `INSERT INTO receipt (site, serial, packet, attempt, grade, verdict, at, bytes, signature, via)
         VALUES ('mmu', 1, ?, 1, 'final', 'PRINT_READY_RECORD', ?, '', '', 'upload')`,
        [one!.id, long],
      )
      tx.run("UPDATE recording_status SET status = 'PRINT_READY_RECORD' WHERE recording = ?", [one!.id])
      tx.run("UPDATE copy SET level = 'L2'")
      tx.run(
        `INSERT INTO disk (id, label, kind, colour, place, fs_id, fs, paired_at, state, holder, due_on)
         VALUES ('00000000000000000000000abc', 'Disk Kuning', 'rotation', 'yellow', 'Rumah lurah', '', 'exfat', ?, 'paired', '', NULL)`,
        [long],
      )
    })
    // It was sealed then, and lies where packets of that month lie.
    await write.transaction((tx) =>
      tx.run('UPDATE recording SET sealed_at = ? WHERE id = ?', [long, one!.id]),
    )
    const place = (sealedAt: string) =>
      path.join(paths.packets, sealedAt.slice(0, 7).replace('-', ''), `${one!.id}.rkp`)
    gone = place(long)
    mkdirSync(path.dirname(gone), { recursive: true })
    for (const end of ['', '.minisig']) renameSync(`${place(one!.at)}${end}`, `${gone}${end}`)
  })
}

describe.skipIf(!canMount('ext4'))('custody in the window', { timeout: 600_000 }, () => {
  beforeAll(async () => {
    mkdirSync(at('drives'))
    disks = ['A', 'B'].map((name) => makeVolume('ext4', { mount: at('drives', name) }))
    await sampleStation(base, ['01', '02'])
    for (const [n, label] of ['Disk Merah', 'Disk Biru'].entries()) {
      const as = ['--pair', 'rotation', '--label', label, '--place', n === 0 ? 'Kantor camat' : 'Dinas']
      await rekam('backup', ...station, '--disk', disks[n]!.mount, ...as)
    }
    const listed = (await rekam('disk', 'list', ...station, '--json')).json<{ disks: { id: string }[] }>()
    await rekam('disk', 'keep', listed.disks[0]!.id, ...station, '--due', dayAfter(-3))
    await rekam('disk', 'keep', listed.disks[1]!.id, ...station, '--due', dayAfter(1))
    await retentionOfNone()
    await monthsLater()
  }, 600_000)
  afterAll(async () => {
    await opened?.close()
    for (const disk of disks) disk[Symbol.dispose]()
    rmSync(base, { recursive: true, force: true })
  })

  test('reminders grow with age, and what the rule lets go leaves after a dry run', async () => {
    opened = await launch({ station: at('station'), drives: at('drives') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const dialog = window.getByRole('dialog')
    await unlock(window, readFileSync(at('sandi-contoh.txt'), 'utf8').trim())
    await goTo(window, 'Cadangan')
    const reminders = window.getByRole('list', { name: 'Yang perlu diperhatikan' })
    await reminders.waitFor()
    const gradeOf = (text: RegExp) =>
      reminders.getByRole('listitem').filter({ hasText: text }).getAttribute('data-grade')
    expect(await gradeOf(/Disk Kuning sudah 60 hari tidak menerima rekaman baru/)).toBe('danger')
    expect(await gradeOf(/Disk Merah seharusnya sudah dipasang 3 hari lalu/)).toBe('urgent')
    expect(await gradeOf(/Disk Biru harus dipasang dalam 1 hari/)).toBe('said')
    await window.getByText('semua disk yang terpasang dicadangkan pukul 15.30').waitFor()
    await screenshot('custody-reminders')
    expect(await violations(window)).toEqual([])
    await press(window, /^Hitung yang boleh dihapus$/)
    await dialog.getByText('1 rekaman boleh dihapus').waitFor()
    await dialog.getByText('1 belum bertanda terima akhir').waitFor()
    await screenshot('custody-purge')
    expect(await violations(window)).toEqual([])
    expect(existsSync(gone)).toBe(true)
    await window.locator('[role=dialog] input:focus').waitFor()
    await keyboard.press('F10')
    await dialog.getByText('Wajib diisi.').waitFor()
    await screenshot('custody-purge-reason')
    expect(await violations(window)).toEqual([])
    await keyboard.type('ruang hampir habis')
    await keyboard.press('F10')
    await dialog.getByText('1 rekaman dihapus dari komputer ini').waitFor()
    await screenshot('custody-purged')
    expect(await violations(window)).toEqual([])
    expect([gone, `${gone}.minisig`].map((file) => existsSync(file))).toEqual([false, false])
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await window.evaluate(() => localStorage.setItem('rekam.language', 'en'))
    await window.reload()
    await window.getByText('every connected disk is backed up at 15.30').waitFor()
    await screenshot('custody-english')
    expect(await violations(window)).toEqual([])
    expect(complaints).toEqual([])
  })
})
