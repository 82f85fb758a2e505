// Restore in the real window, by the keyboard alone: an exFAT disk with one volume corrupted and one missing, residents' papers, the
// dry run, a restore that is killed and goes on, and a living station that takes over what the dead computer's drive still has.
import { Transformer } from '@napi-rs/image'
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import QRCode from 'qrcode'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { seedPackets } from '../../src/core/backup/testing/seed.ts'
import { withOpenStation } from '../../src/core/cli/open-station.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { violations } from './axe.ts'
import { launch, type Launched } from './launch.ts'
import { answerDialogs, giveKeys, goTo, press, unlock } from './operator.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'
import { canMount, makeVolume, type TestVolume } from './volumes.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-restore-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const station = ['--station', at('station')]
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
const keys = () => ({ trust: at('dinas', 'root.pub'), passphrase: passphrase() })

interface Known {
  readonly id: string
  readonly seq: number
  readonly name: string
}

let opened: Launched | undefined
let disk: TestVolume
let known: Known[] = []

/** What the camera sees when somebody holds a paper before it: Motion JPEG of its QR. */
async function paperBeforeCamera(proof: string): Promise<string> {
  const { modules } = QRCode.create(proof, { errorCorrectionLevel: 'M' })
  const [width, height, margin] = [640, 480, 30]
  const unit = Math.floor((height - 2 * margin) / modules.size)
  const pixels = Buffer.alloc(width * height * 4, 255)
  for (let y = 0; y < modules.size * unit; y++)
    for (let x = 0; x < modules.size * unit; x++)
      if (modules.get(Math.floor(y / unit), Math.floor(x / unit)))
        pixels.fill(0, ((y + margin) * width + x + margin) * 4, ((y + margin) * width + x + margin) * 4 + 3)
  const frame = await Transformer.fromRgbaPixels(pixels, width, height).jpeg(90)
  writeFileSync(at('paper.mjpeg'), Buffer.concat(Array.from({ length: 10 }, () => frame)))
  return at('paper.mjpeg')
}

async function open(folder: string, drives: string, camera?: string): Promise<Launched> {
  opened = await launch({ station: folder, drives, ...(camera === undefined ? {} : { camera }) })
  opened.window.setDefaultTimeout(120_000)
  return opened
}

/** Records these sample people, and brings what is new to the disk. */
async function backedUp(people: readonly string[], ...more: string[]): Promise<void> {
  const from = at('people', people.join('-'))
  for (const person of people)
    cpSync(path.join(projectRoot, 'resources/people', person), path.join(from, person), { recursive: true })
  expect((await rekam('enrol', ...station, '--from', from)).code).toBe(0)
  expect((await rekam('backup', ...station, '--disk', disk.mount, ...more)).code).toBe(0)
}

describe.skipIf(!canMount('exfat') || !canMount('ext4'))(
  'restore in the window',
  { timeout: 900_000 },
  () => {
    beforeAll(async () => {
      disk = makeVolume('exfat')
      await sampleStation(base)
      await backedUp(['01', '02', '03'], '--pair', 'rotation', '--label', 'DISK A')
      await backedUp(['04', '05'])
      await backedUp(['06', '07'])
      await backedUp(['08'])
      known = (await rekam('list', ...station, '--json')).json<{ recordings: Known[] }>().recordings
      const volume = (name: string) =>
        path.join(disk.mount, globSync(`REKAM/*/*/${name}`, { cwd: disk.mount })[0]!)
      const corrupted = readFileSync(volume('S0000002.TAR'))
      corrupted[700] = (corrupted[700] ?? 0) ^ 1
      writeFileSync(volume('S0000002.TAR'), corrupted)
      rmSync(volume('S0000003.TAR'))
      // Another session of the medium: nothing of it is remembered.
      disk.eject()
      disk.plug()
    }, 900_000)
    afterEach(async () => {
      await opened?.close()
      opened = undefined
    })
    afterAll(() => {
      disk[Symbol.dispose]()
      rmSync(base, { recursive: true, force: true })
    })

    test('the screen names the packets of a corrupted and of a missing volume, in both languages; the rest comes back', async () => {
      const of = (seq: number) => known.find((one) => one.seq === seq)!
      const damaged = of(4)
      const missing = [of(6), of(7)]
      const proofOf = async ({ id }: Known) =>
        (await rekam('show', id, ...station, '--json')).json<{ proof: string }>().proof
      const camera = await paperBeforeCamera(await proofOf(of(7)))
      const { window, screenshot, complaints } = await open(
        at('second', 'station'),
        path.dirname(disk.mount),
        camera,
      )
      const shot = async (name: string) => {
        await screenshot(`restore-${name}`)
        expect(await violations(window)).toEqual([])
      }
      await window.getByRole('heading', { name: 'Selamat datang di Rekam' }).waitFor()
      await window.keyboard.press('2')
      // The disk is found by itself, and chosen.
      await window.getByRole('checkbox', { name: /exfat/, checked: true }).waitFor()
      await shot('places')
      await window.keyboard.press('F7')
      await window.locator('[role=dialog] textarea:focus').waitFor()
      await window.keyboard.type(`${await proofOf(of(6))}\n`)
      await window.getByText('1 bukti dipindai').first().waitFor()
      await window.keyboard.type('BUKAN BUKTI\n')
      await window.getByText('1 bukan bukti perekaman').waitFor()
      await window.keyboard.press('F9')
      await window.getByText('2 bukti dipindai').first().waitFor()
      await shot('papers')
      await window.keyboard.press('F10')
      await window.getByRole('dialog').waitFor({ state: 'hidden' })
      await press(window, /^Lanjut/)
      await giveKeys(window, { ...keys(), passphrase: 'sandi yang salah' })
      await window.getByText('Kata sandi penyelia tidak membuka cadangan ini.').waitFor()
      await shot('wrong-passphrase')
      await press(window, /^Ganti sumber/)
      await press(window, /^Lanjut/)
      await window.locator('input[type=password]').waitFor()
      await window.keyboard.press('Control+A')
      await giveKeys(window, keys(), (name) => shot(`sound-${name}`))
      await window.getByText('Yang perlu dilihat').waitFor()
      for (const { id } of missing) await window.getByText(id).waitFor()
      await window.getByText('2 terbukti, 0 rekamannya ada, 0 ditolak').waitFor()
      await shot('plan-missing')
      await window.getByRole('radio', { name: /^Hilang/ }).focus()
      await window.keyboard.press('ArrowRight')
      await window.getByText(damaged.id).waitFor()
      await window.getByText(damaged.name).waitFor()
      await window.getByText(/S0000002\.TAR/).waitFor()
      await shot('plan-damaged')
      await window.keyboard.press('ArrowRight')
      await window.getByText(/S0000003\.TAR/).waitFor()
      await window.getByText('berkasnya tidak ada').waitFor()
      await shot('plan-files')
      await press(window, /^English/)
      await window.getByText('the file is not there').waitFor()
      await window.getByRole('radio', { name: /^Damaged files/ }).focus()
      await window.keyboard.press('ArrowLeft')
      await window.getByText(damaged.id).waitFor()
      await shot('plan-english')
      await press(window, /^Bahasa Indonesia/)
      await window.keyboard.press('F9')
      await window.getByText(/^Uji coba berhasil: 5 rekaman/).waitFor()
      await shot('dry-run')
      await press(window, /^Pulihkan sekarang/)
      await window.getByText(/^5 rekaman kembali/).waitFor()
      await shot('result')
      await press(window, /^Buka stasiun/)
      await unlock(window, passphrase())
      await window.getByText(of(8).name).first().waitFor()
      expect(complaints).toEqual([])
    })

    test("a living station takes over what the dead computer's drive still has", async () => {
      const { window, screenshot, complaints } = await open(at('second', 'station'), base)
      const shot = async (name: string) => {
        await screenshot(`restore-${name}`)
        expect(await violations(window)).toEqual([])
      }
      await unlock(window, passphrase())
      await goTo(window, 'Cadangan')
      await window.keyboard.press('F7')
      await window.getByRole('heading', { name: 'Gabungkan dari sumber lain' }).waitFor()
      await window.getByText(/Belum ada disk yang terbaca/).waitFor()
      await window.locator('input:focus').waitFor()
      await window.keyboard.press('F10')
      await window.getByText('Pilih disk, folder, atau drive komputer lama.').waitFor()
      await window.getByLabel('Drive komputer lama').focus()
      await window.keyboard.type(at('station'))
      await window.getByLabel('Kata sandi penyelia sumber').focus()
      await window.keyboard.type(passphrase())
      await shot('gain')
      await window.keyboard.press('F10')
      await window.getByText(/^Belum ada di sini: 3 rekaman/).waitFor()
      await shot('gain-plan')
      await window.keyboard.press('F10')
      await window.getByText(/^Sudah digabungkan: 3 rekaman/).waitFor()
      await shot('gain-done')
      await window.keyboard.press('F10')
      await window.getByRole('heading', { name: 'Cadangan', exact: true }).waitFor()
      expect(complaints).toEqual([])
    })

    test('one button drills the restore: what came back, what is missing, and a report that stock minisign proves', async () => {
      const { app, window, screenshot, complaints } = await open(at('station'), path.dirname(disk.mount))
      const shot = async (name: string) => {
        await screenshot(`drill-${name}`)
        expect(await violations(window)).toEqual([])
      }
      await unlock(window, passphrase())
      await goTo(window, 'Cadangan')
      await shot('backup-page')
      await window.keyboard.press('F9')
      await window.getByText(/^Tidak lengkap: [57] kembali, [31] hilang, 0 berbeda/).waitFor()
      await window.locator('canvas').waitFor()
      await shot('incomplete')
      await answerDialogs(app, at('uji.pdf'))
      await window.keyboard.press('Control+P')
      await window.getByText(/Laporan tersimpan/).waitFor()
      expect(readFileSync(at('uji.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
      expect(readFileSync(at('uji.pdf.minisig'), 'utf8')).toContain('rekam:report:v1 station=5272-01-A')
      await press(window, /^Kembali/)
      await window.getByRole('heading', { name: 'Cadangan', exact: true }).waitFor()
      expect(existsSync(at('station', '.drill'))).toBe(false)
      expect(complaints).toEqual([])
    })

    test('the terminal drills and empties by the same rules', async () => {
      const drilled = await rekam(
        'drill',
        ...station,
        '--disk',
        disk.mount,
        '--out',
        at('drill.pdf'),
        '--json',
      )
      expect(drilled.code).toBe(1)
      // The station that was open meanwhile may have written anew what it saw missing; what lies damaged inside a volume it did not.
      const { whole, packets } = drilled.json<{ whole: boolean; packets: Record<string, number> }>()
      expect(whole).toBe(false)
      expect(packets).toMatchObject({ station: 8 })
      expect(packets['missing']).toBeGreaterThan(0)
      expect((packets['restored'] ?? 0) + (packets['missing'] ?? 0)).toBe(8)
      expect(existsSync(at('drill.pdf.minisig'))).toBe(true)
      const empty = [
        'empty',
        ...station,
        '--disk',
        disk.mount,
        '--confirm',
        'KOSONGKAN 5272-01-A',
        '--out',
        at('x.pdf'),
      ]
      expect((await rekam(...empty, '--account', 'teknisi')).err).toContain('ACCOUNT-ROLE')
      expect((await rekam(...empty, '--account', 'penyelia')).err).toContain('RESTORE-EMPTY-TWO')
      expect(existsSync(at('station', 'rekam.db'))).toBe(true)
    })

    test('a restore that was killed goes on from its sources, and asks for the keys alone', async () => {
      using large = makeVolume('ext4', { bytes: 512 << 20 })
      await withOpenStation({ station: at('station') }, async (live) => {
        await seedPackets(live, 1500, { bytes: 100_000 })
      })
      const pair = ['--pair', 'rotation', '--label', 'DISK B']
      expect((await rekam('backup', ...station, '--disk', large.mount, ...pair)).code).toBe(0)
      const target = at('third', 'station')
      {
        const { app, window } = await open(target, path.dirname(large.mount))
        await window.getByRole('heading', { name: 'Selamat datang di Rekam' }).waitFor()
        await window.keyboard.press('2')
        await window.getByRole('checkbox', { checked: true }).waitFor()
        await window.keyboard.press('Enter')
        await giveKeys(window, keys())
        await window.getByRole('button', { name: /^Pulihkan sekarang/ }).waitFor()
        await press(window, /^Pulihkan sekarang/)
        await window.getByText(/membaca rekaman/).waitFor()
        await window.waitForTimeout(200)
        const gone = new Promise((closed) => app.process().once('exit', closed))
        app.process().kill('SIGKILL')
        await gone
        opened = undefined
      }
      const { window, screenshot, complaints } = await open(target, path.dirname(large.mount))
      await window.getByRole('heading', { name: 'Pemulihan terhenti' }).waitFor()
      await window.locator('input[type=password]').waitFor()
      await window.locator('input[type=password]').focus()
      await window.keyboard.type(passphrase())
      await screenshot('restore-interrupted')
      await window.keyboard.press('Enter')
      await window.getByRole('button', { name: /^Lanjutkan pemulihan/ }).waitFor()
      await press(window, /^Lanjutkan pemulihan/)
      await window.getByText(/^1\.508 rekaman kembali/).waitFor()
      await screenshot('restore-resumed')
      await press(window, /^Buka stasiun/)
      await unlock(window, passphrase())
      expect(complaints).toEqual([])
    })
  },
)
