// Practice (latihan) in the real window, by the keyboard: from the first run and the locked door, marked on every screen and paper, a person recorded with pretended
// devices, a backup to the pretended disk, nothing beside its folder. Screenshots are kept in out/screens.
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildAll } from '../build.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { launch } from './launch.ts'
import { goTo, unlock } from './operator.ts'
import { rekam } from './rekam.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-practice-'))

/** What the program would be started again with. */
async function restarts(app: ElectronApplication, press: () => Promise<void>): Promise<string[]> {
  await app.evaluate(({ app: shell }) => {
    shell.relaunch = (options) => void Object.assign(globalThis, { again: options?.args })
    shell.quit = () => {}
  })
  await press()
  for (let tries = 0; tries < 100; tries++) {
    const args = await app.evaluate(() => (globalThis as { again?: string[] }).again)
    if (args) return args.filter((one) => one.startsWith('--practice'))
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('it is not started again')
}

describe('practice', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await buildAll()
  }, 300_000)
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('from an empty computer by one key', async () => {
    const { app, window, screenshot, complaints, close } = await launch()
    try {
      await window.getByRole('button', { name: /Latihan.*3$/ }).waitFor()
      await screenshot('first-run-id')
      expect(await restarts(app, () => window.keyboard.press('3'))).toEqual(['--practice'])
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  })

  test('a day of practice stays in its folder and says what it is everywhere', async () => {
    const userData = path.join(base, 'user')
    const home = path.join(userData, 'practice')
    const { app, window, screenshot, complaints, close } = await launch({ userData, args: ['--practice'] })
    window.setDefaultTimeout(60_000)
    const band = window.getByRole('note').filter({ hasText: 'Semua di sini tiruan' })
    try {
      await window.locator('input[type=password]').waitFor()
      await band.waitFor()
      await screenshot('practice-locked')
      await unlock(window, 'latihan1')
      await band.waitFor()
      // A sample person from a folder, as the terminal would: the window's own recording has its tests.
      await goTo(window, 'Cadangan')
      await window.getByText('DISK LATIHAN').first().waitFor()
      await window.keyboard.press('F10')
      await window.getByRole('dialog').waitFor()
      await screenshot('practice-pair')
      await window.keyboard.press('Escape')
      await goTo(window, 'Pengaturan')
      await band.waitFor()
      await screenshot('practice-settings')
      const end = window.getByRole('button', { name: 'Akhiri latihan' })
      await end.focus()
      expect(await restarts(app, () => window.keyboard.press('Enter'))).toEqual([])
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
    expect(existsSync(path.join(home, 'station', 'rekam.db'))).toBe(true)
    expect(existsSync(path.join(userData, 'station'))).toBe(false)
  })

  test('the terminal: made, used by every command, its papers marked, thrown away at will', async () => {
    const folder = path.join(base, 'terminal')
    const made = (await rekam('practice', '--folder', folder, '--json')).json<{
      station: string
      drives: string
    }>()
    const secret = path.join(base, 'sandi.txt')
    execFileSync('sh', ['-c', `echo latihan1 > ${secret}`])
    const of = ['--station', made.station, '--passphrase-file', secret]
    const people = path.join(projectRoot, 'resources', 'people')
    const enrolled = await rekam('enrol', ...of, '--account', 'penyelia', '--from', people, '--json')
    expect({ code: enrolled.code, err: enrolled.err }).toMatchObject({ code: 0 })
    const { recordings } = (await rekam('list', ...of, '--json')).json<{ recordings: { id: string }[] }>()
    const letter = path.join(folder, 'files', 'suket.pdf')
    const issued = await rekam(
      'suket',
      'issue',
      recordings[0]!.id,
      ...of,
      '--account',
      'penyelia',
      '--out',
      letter,
    )
    expect({ code: issued.code, err: issued.err }).toMatchObject({ code: 0 })
    // The words lie across the page: as raw text they come in one piece.
    expect(
      execFileSync('pdftotext', ['-raw', letter, '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, ' '),
    ).toContain('LATIHAN - TIDAK BERLAKU')
    const outside = await rekam(
      'suket',
      'issue',
      recordings[1]!.id,
      ...of,
      '--account',
      'penyelia',
      '--out',
      path.join(base, 'x.pdf'),
    )
    expect(outside.err).toContain('PRACTICE-PLACE')
    const disk = path.join(made.drives, 'DISK LATIHAN')
    const backed = await rekam(
      'backup',
      ...of,
      '--disk',
      disk,
      '--pair',
      'rotation',
      '--label',
      'Disk latihan',
      '--json',
    )
    expect({ code: backed.code, err: backed.err }).toMatchObject({ code: 0 })
    const elsewhere = await rekam('backup', ...of, '--disk', base, '--pair', 'rotation', '--label', 'X')
    expect(elsewhere.code).toBe(1)
    expect(globSync('*', { cwd: base }).toSorted()).toEqual(['sandi.txt', 'terminal', 'user'])
    expect((await rekam('practice', '--folder', folder, '--reset')).code).toBe(0)
    expect((await rekam('list', ...of, '--json')).json<{ recordings: unknown[] }>().recordings).toEqual([])
    expect((await rekam('practice', '--folder', people, '--reset')).err).toContain('PRACTICE-REAL')
  })
})
