// The real page on the real core, from the tree's build: what both say to each other through the shell.
import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { projectNode, projectRoot } from '../electron-runtime/places.mjs'
import { coreOf } from './core-pid.ts'
import { launch, type Launched, type LaunchOptions } from './launch.ts'

let opened: Launched | undefined
async function open(options: LaunchOptions = {}): Promise<Launched> {
  opened = await launch(options)
  return opened
}

afterEach(async () => {
  await opened?.close()
  opened = undefined
})

test('a computer without a station is welcomed, in Indonesian, without a complaint in the console', async () => {
  const { window, complaints, screenshot } = await open()
  await window.getByRole('heading', { name: 'Selamat datang di Rekam' }).waitFor()
  expect(await window.evaluate(() => document.documentElement.lang)).toBe('id')
  await screenshot('first-run')
  expect(complaints).toEqual([])
})

test('a station is found at its folder, locked, whoever opens it', async () => {
  const station = path.join(mkdtempSync(path.join(tmpdir(), 'rekam-station-')), 'station')
  const cli = [path.join(projectRoot, 'src', 'core', 'cli.ts'), 'init', '--demo', '--station', station]
  await promisify(execFile)(projectNode(), cli)
  const { window, complaints, screenshot } = await open({ station })
  await window.locator('input[type=password]').waitFor()
  await screenshot('locked')
  expect(complaints).toEqual([])
})

test('when the core is killed the page says that nothing is lost, and goes on by itself', async () => {
  const { window, userData } = await open()
  await window.getByRole('heading', { name: 'Selamat datang di Rekam' }).waitFor()
  const told = window.getByText('Bagian inti program dimulai ulang.').waitFor()
  process.kill(coreOf(path.join(userData, 'station')), 'SIGKILL')
  await told
  await window.getByText('Bagian inti program dimulai ulang.').waitFor({ state: 'hidden' })
  expect(coreOf(path.join(userData, 'station'))).toBeGreaterThan(0)
})
