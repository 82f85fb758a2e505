// The people of a desk in the real window with the simulated scanner, by the keyboard alone: key strokes and time are counted and said.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Biodata, biodataSchema } from '../../src/contract/biodata.ts'
import { buildAll } from '../build.ts'
import { projectRoot } from '../electron-runtime/places.mjs'
import { countKeys, type KeyCount } from './count-keys.ts'
import { newProfile } from './dinas-profile.ts'
import { launch, type Launched } from './launch.ts'
import { record, unlock } from './operator.ts'
import { rekam, type SbiSimulator, sbiSimulator } from './rekam.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-people-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const passphrase = () => readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
const personOf = (name: string): Biodata =>
  biodataSchema.parse(
    JSON.parse(readFileSync(path.join(projectRoot, 'resources', 'people', name, 'biodata.json'), 'utf8')),
  )

let scanner: SbiSimulator
let opened: Launched
let keys: KeyCount

beforeAll(async () => {
  await buildAll()
  scanner = await sbiSimulator(at('alat'))
  await rekam('init', '--demo', '--station', at('station'))
  const root = readFileSync(at('alat', 'root.der')).toString('base64')
  await newProfile(base, 50, (profile) => ({
    ...profile,
    devices: { sbiPorts: [scanner.port, scanner.port], anchors: [root] },
  }))
  opened = await launch({ station: at('station'), args: [`--matcher=${scanner.control}`] })
  opened.window.setDefaultTimeout(30_000)
  keys = countKeys(opened.window)
  await unlock(opened.window, passphrase())
}, 300_000)
afterAll(async () => {
  await opened.close()
  await scanner[Symbol.asyncDispose]()
  rmSync(base, { recursive: true, force: true })
})

/** Says what a recording cost. */
function say(who: string): void {
  const { strokes, seconds } = keys.lap()
  process.stdout.write(
    `people: ${who}: ${strokes} key strokes, ${seconds.toFixed(1)} s of machine and keys\n`,
  )
}

describe('recorded by the keyboard alone', { timeout: 120_000 }, () => {
  test('a plain adult, and the proof that is handed out', async () => {
    const { window, screenshot, complaints } = opened
    keys.lap()
    await record(window, { biodata: personOf('01'), village: 'Paruga' }, (name) =>
      screenshot(`person-${name}`),
    )
    say('a plain adult')
    await window.keyboard.press('Control+b')
    await window.getByRole('dialog').waitFor()
    await window.getByText('BUKTI PEREKAMAN KTP-EL').first().waitFor({ state: 'attached' })
    await screenshot('person-proof')
    await window.keyboard.press('Escape')
    await window.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })
})
