// Nobody touches the desk in the middle of a recording: it rests by itself, another operator sits down by PIN, and the draft is whole. In the real window;
// the page's clock is moved on, nothing else.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sampleBiodata } from '../../src/core/testing/index.ts'
import { IDLE_MINUTES } from '../../src/renderer/app/frame/idle.ts'
import { launch, type Launched } from './launch.ts'
import { callUp, unlock } from './operator.ts'
import { makePin, sitDown } from './own-pin.ts'
import { rekam } from './rekam.ts'
import { sampleStation } from './sample-station.ts'

const base = mkdtempSync(path.join(tmpdir(), 'rekam-idle-'))
const at = (...parts: string[]) => path.join(base, ...parts)
const OF = ['--station', at('station')]
let opened: Launched | undefined

describe('a desk that nobody touches', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await sampleStation(base)
    const siti = ['siti', '--role', 'operator', '--new-passphrase-file', at('sandi-contoh.txt')]
    const added = await rekam('account', 'add', ...siti, ...OF)
    if (added.code !== 0) throw new Error(added.err)
  }, 300_000)
  afterEach(async () => {
    await opened?.close()
    opened = undefined
  })
  afterAll(() => rmSync(base, { recursive: true, force: true }))

  test('rests, and goes on where it was under the next operator', async () => {
    opened = await launch({ station: at('station') })
    const { window, screenshot, complaints } = opened
    window.setDefaultTimeout(30_000)
    const { keyboard } = window
    const demo = readFileSync(at('sandi-contoh.txt'), 'utf8').trim()
    const who = window.getByRole('heading', { name: 'Siapa yang bertugas?' })

    // Siti has a PIN; the penyelia is at the desk.
    await unlock(window, demo)
    await keyboard.press('F6')
    await who.waitFor()
    await sitDown(window, 'siti', 'Kata sandi', demo)
    await window.getByRole('button', { name: 'siti' }).waitFor()
    await makePin(window, demo, '481516')
    await keyboard.press('F6')
    await who.waitFor()
    await sitDown(window, 'penyelia', 'Kata sandi', demo)
    await window.getByRole('button', { name: 'penyelia' }).waitFor()

    // Half a draft: a field that has been left, and one that the hands went away from.
    const { nik, kk } = sampleBiodata(1)
    await callUp(window, nik)
    await window.locator('input[name=kk]').focus()
    await keyboard.type(kk)
    await window.locator('input[name=nama]').focus()
    await window.clock.install()
    await keyboard.type('CONTOH SETENGAH')

    await window.clock.fastForward((IDLE_MINUTES - 1) * 60_000)
    expect(await who.count()).toBe(0)
    await window.clock.fastForward(2 * 60_000)
    await who.waitFor()
    await screenshot('idle-rest')
    // Nothing of the resident is left on the screen.
    expect(await window.content()).not.toContain('CONTOH SETENGAH')
    expect(await window.content()).not.toContain(nik)

    const started = performance.now()
    await sitDown(window, 'siti', 'PIN', '481516')
    await window.locator('input[name=kk]').waitFor()
    const took = Math.round(performance.now() - started)
    process.stdout.write(`from the resting desk to the draft by another's PIN: ${took} ms\n`)
    await window.getByRole('button', { name: 'siti' }).waitFor()
    const value = async (field: string) => window.locator(`input[name=${field}]`).inputValue()
    expect((await value('kk')).replaceAll(' ', '')).toBe(kk)
    expect(await value('nama')).toBe('CONTOH SETENGAH')
    await screenshot('idle-goes-on')
    expect(complaints).toEqual([])
  })
})
