import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkByHand, type Hands } from '../../backup/index.ts'
import { handsHere } from '../../backup/testing/here.ts'
import { seedPackets } from '../../backup/testing/seed.ts'
import type { Volume } from '../../ports.ts'
import { stationPaths } from '../../settings/index.ts'
import type { Station } from '../../station.ts'
import { completeDraft } from '../../testing/index.ts'
import { restoreHere } from '../hands.ts'
import { pairNew, restoreInto, type Rig, rigWith } from '../testing/rig.ts'
import { EMPTYING, finishEmptying, RECEIPT } from './destroy.ts'
import { emptiedBefore, emptyStation } from './empty.ts'
import { proveEmpty } from './prove.ts'

let rig: Rig
let other: Volume
let station: Station
beforeEach(async () => {
  rig = await rigWith([3, 2])
  other = await pairNew(rig.on, 'DISK B')
  station = { ...rig.on.station, actor: { account: 'penyelia', role: 'penyelia' } }
})
afterEach(() => rig.on.close())

const WORDS = 'KOSONGKAN 5272-01-A'
const disks = () => [rig.disk.mount, other.mount]
/** A folder in memory stands for a disk here: what reads it back past the cache is told to have done so, or not. */
const reading = (via: 'medium' | 'cache') => (): Hands => {
  const hands = handsHere()
  return { ...hands, verify: async (...args) => ({ ...(await hands.verify(...args)), via }) }
}
const prove = (mounts = disks(), backupHands = reading('medium')) =>
  proveEmpty(station, mounts, { hands: restoreHere(), onProgress: () => undefined, backupHands })
const report = () => join(rig.on.temp('report'), 'kosong.pdf')
const empty = (over: Partial<Parameters<typeof emptyStation>[1]> = {}) =>
  emptyStation(station, { confirm: WORDS, report: report(), ...over }, async () => rig.on.store.close())
const volumeIn = (mount: string, name: string) => join(mount, 'REKAM', '5272-01-A', '202611', name)

/** Whatever was refused, everything is still here. */
function whole(): void {
  expect(existsSync(rig.on.station.paths.store)).toBe(true)
  expect(readdirSync(rig.on.station.paths.keys).length).toBeGreaterThan(0)
  for (const { path } of rig.packets) expect(existsSync(path)).toBe(true)
  expect(existsSync(join(rig.on.station.paths.folder, EMPTYING))).toBe(false)
}

describe('a computer is emptied', () => {
  test('once two disks each bring everything back; the record and its receipt stay, and a disk restores it', async () => {
    const { packets } = rig
    const { folder } = station.paths
    const proof = await prove()
    expect(proof).toMatchObject({ packets: 5, confirm: WORDS, disks: [{ packets: 5 }, { packets: 5 }] })
    expect(new Set(proof.disks.map(({ digest }) => digest)).size).toBe(1)
    const done = await empty()
    expect(readdirSync(folder).filter((name) => !name.startsWith('station.lock'))).toEqual([RECEIPT])
    const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
    const receipt = join(folder, RECEIPT)
    expect(
      run('minisign', '-V', '-p', join(receipt, 'stasiun.pub'), '-m', report(), '-x', done.signature),
    ).toContain(`rekam:report:v1 station=5272-01-A`)
    expect(readFileSync(join(receipt, 'berita-acara.pdf')).equals(readFileSync(report()))).toBe(true)
    expect(run('pdfinfo', report())).toMatch(/Pages:\s+1\n/)
    const words = run('pdftotext', '-layout', report(), '-')
    for (const said of [
      'PENGOSONGAN KOMPUTER',
      '5 rekaman tersalin lengkap di 2 disk',
      'DISK B',
      proof.digest,
    ])
      expect(words).toContain(said)
    expect(await emptiedBefore(stationPaths(folder, ''))).toMatchObject({ by: 'penyelia', packets: 5 })
    for (const mount of disks()) {
      const result = await restoreInto(rig, `back ${mount.length} ${mount.slice(-6)}`, { disks: [mount] })
      expect(result).toMatchObject({ packets: packets.length, missing: [], damaged: [] })
    }
  })
})

test('a desk that rests while the disks are read for hours keeps the proof of who comes back to it, and of nobody else', async () => {
  await prove()
  station = { ...station, actor: { account: 'lain', role: 'penyelia' } }
  await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-UNPROVEN' })
  whole()
  station = { ...station, actor: { account: 'penyelia', role: 'penyelia' } }
  expect(await empty()).toMatchObject({ by: 'penyelia', packets: 5 })
})

describe('nothing is removed', () => {
  test.each([
    ['an operator', 'operator'],
    ['a technician', 'administrator'],
  ] as const)('for %s', async (_, role) => {
    station = { ...station, actor: { account: 'siti', role } }
    await expect(prove()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-ROLE' })
    await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-ROLE' })
    whole()
  })

  test('by one disk, or by one disk that is named twice', async () => {
    await expect(prove([rig.disk.mount])).rejects.toMatchObject({ code: 'RESTORE-EMPTY-TWO' })
    await expect(prove([rig.disk.mount, rig.disk.mount])).rejects.toMatchObject({ code: 'RESTORE-EMPTY-TWO' })
    whole()
  })

  test('while a recording is parked', async () => {
    await completeDraft(rig.on.station, 1)
    await expect(prove()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-DRAFTS', params: { drafts: 1 } })
    whole()
  })

  test('without a proof, or with other words, or with a record that would go with the folder', async () => {
    await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-UNPROVEN' })
    await prove()
    await expect(empty({ confirm: 'KOSONGKAN' })).rejects.toMatchObject({ code: 'RESTORE-EMPTY-CONFIRM' })
    const inside = join(station.paths.folder, 'packets', 'x.pdf')
    await expect(empty({ report: inside })).rejects.toMatchObject({ code: 'RESTORE-EMPTY-REPORT' })
    await expect(empty({ report: '/proc/nowhere/x.pdf' })).rejects.toThrow()
    whole()
  })

  test('when somebody is recorded after the proof', async () => {
    await prove()
    await seedPackets(rig.on.station, 1)
    await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-CHANGED' })
    whole()
  })

  test('when a volume of a proven disk is found gone after the proof, or the proof is older than copies count', async () => {
    await prove()
    rig.on.ports.clock.advance(31 * 86_400_000)
    await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-UNPROVEN' })
    await prove()
    rmSync(volumeIn(other.mount, 'S0000001.TAR'))
    expect(await checkByHand(station, other.mount)).toMatchObject({ alarmed: 1 })
    await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-CHANGED' })
    whole()
  })

  test('when one packet has no second copy because its volume is damaged', async () => {
    await prove()
    const [newest] = globSync('REKAM/5272-01-A/*/S*.TAR', { cwd: other.mount })
    const path = join(other.mount, newest!)
    const bytes = readFileSync(path)
    bytes[700] = (bytes[700] ?? 0) ^ 1
    writeFileSync(path, bytes)
    await expect(prove()).rejects.toMatchObject({
      code: 'RESTORE-EMPTY-UNPROVEN',
      params: { disk: 'DISK B' },
    })
    await expect(empty()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-UNPROVEN' })
    whole()
  })

  test('when a volume is gone from a disk that says all is well', async () => {
    rmSync(volumeIn(rig.disk.mount, 'S0000001.TAR'))
    await expect(prove()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-UNPROVEN' })
    whole()
  })

  test('by a disk that lies: it answers from its cache, and nothing of it was read from the medium', async () => {
    await expect(prove(disks(), reading('cache'))).rejects.toMatchObject({
      code: 'RESTORE-EMPTY-UNREAD',
    })
    whole()
  })

  test('by a disk whose packets differ from the register although its own commits speak for them', async () => {
    await rig.on.store.write.transaction((tx) => {
      tx.run('UPDATE recording SET sha256 = ? WHERE id = ?', ['0'.repeat(64), rig.packets[0]!.id])
    })
    await expect(prove()).rejects.toMatchObject({ code: 'RESTORE-EMPTY-UNPROVEN' })
    whole()
  })
})

describe('killed in the middle', () => {
  /** A station's folder at the moment when nothing can bring it back. */
  function begun(name: string): ReturnType<typeof stationPaths> {
    const folder = rig.on.temp(name)
    cpSync(station.paths.folder, folder, { recursive: true })
    const paths = stationPaths(folder, '')
    cpSync(rig.packets[0]!.path, join(folder, RECEIPT, 'berita-acara.pdf'))
    writeFileSync(join(folder, EMPTYING), 'x')
    return paths
  }
  const left = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith('station.lock'))

  test('at any step it is finished at the next start; keys are gone before anything else is', () => {
    const steps: string[] = []
    finishEmptying(begun('all'), (what) => void steps.push(what))
    expect(steps.length).toBeGreaterThan(5)
    for (let n = 0; n < steps.length; n++) {
      const paths = begun(`step ${n}`)
      let at = 0
      expect(() =>
        finishEmptying(paths, () => {
          if (at++ === n) throw new Error('killed')
        }),
      ).toThrow('killed')
      const packets = globSync('packets/*/*.rkp', { cwd: paths.folder })
      if (packets.length < rig.packets.length || !existsSync(paths.store))
        expect(existsSync(paths.keys) ? readdirSync(paths.keys) : []).toEqual([])
      expect(finishEmptying(paths)).toBe(true)
      expect(left(paths.folder)).toEqual([RECEIPT])
      expect(finishEmptying(paths)).toBe(false)
    }
  })

  test('by SIGKILL at any moment, the same', async () => {
    const child = join(rig.on.temp('child'), 'child.mjs')
    writeFileSync(
      child,
      `import { finishEmptying } from ${JSON.stringify(join(import.meta.dirname, 'destroy.ts'))}
       import { stationPaths } from ${JSON.stringify(join(import.meta.dirname, '../../settings/station-folder.ts'))}
       process.stdout.write('here')
       const wait = new Int32Array(new SharedArrayBuffer(4))
       finishEmptying(stationPaths(process.argv[2], ''), () => Atomics.wait(wait, 0, 0, 5))`,
    )
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 120 }), async (ms) => {
        const paths = begun(`kill ${run++}`)
        const running = spawn(process.execPath, [child, paths.folder], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        await once(running.stdout, 'data')
        await new Promise((later) => setTimeout(later, ms))
        running.kill('SIGKILL')
        if (running.exitCode === null && running.signalCode === null) await once(running, 'exit')
        finishEmptying(paths)
        expect(left(paths.folder)).toEqual([RECEIPT])
      }),
      { numRuns: 8 },
    )
  })

  test('before the journal is written the station is whole', async () => {
    await prove()
    await expect(
      emptyStation(station, { confirm: WORDS, report: report() }, () => Promise.reject(new Error('killed'))),
    ).rejects.toThrow('killed')
    rmSync(join(station.paths.folder, EMPTYING))
    whole()
    expect(finishEmptying(station.paths)).toBe(false)
    whole()
  })
})
