import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCore } from '../open-core.ts'
import { openDesk } from '../open-core-desk.ts'
import type { Ports } from '../ports.ts'
import { PRACTICE_ISSUER, PRACTICE_MARK, PRACTICE_STATION, PRACTICE_PASSPHRASE } from '../practice-mark.ts'
import { refusePlace } from '../save-place.ts'
import { demoStation, makeStation, stationPaths } from '../settings/index.ts'
import { fakePorts, TEST_COST, TEST_PASSPHRASE } from '../testing/index.ts'
import { sendRound } from '../upload/index.ts'
import { folderVolumes } from './folder-volumes.ts'
import { openPractice, resetPractice } from './make-practice.ts'
import { practicePlaces } from './places.ts'

const resources = join(import.meta.dirname, '../../../resources')
let base: string
let home: string
let ports: Ports
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'rekam-practice-'))
  home = join(base, 'practice')
  const { drives } = practicePlaces(home)
  ports = { ...fakePorts(), practice: home, volumes: folderVolumes(drives) }
  await openPractice(home, ports, resources, TEST_COST)
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

test('practice opens with its password, at a sample Dinas, and its sites are nowhere', async () => {
  const { station } = practicePlaces(home)
  const desk = await openDesk(ports, { station, resources }, [])
  try {
    await desk.unlock('penyelia', PRACTICE_PASSPHRASE)
    const { profile } = desk.station()
    expect(profile.station).toMatchObject({
      code: PRACTICE_STATION,
      name: expect.stringContaining('latihan') as string,
    })
    expect(profile.numbers.suket).toMatchObject({ issuer: PRACTICE_ISSUER })
    await expect(sendRound(desk.station(), { now: true })).rejects.toMatchObject({
      code: 'PRACTICE-NOT-SENT',
    })
    expect(profile.sites.map(({ url }) => new URL(url).host)).toEqual(['127.0.0.1:9', '127.0.0.1:9'])
  } finally {
    await desk.close()
  }
})

test('its disks are the folders of its own, whatever else is plugged in', async () => {
  const { drives } = practicePlaces(home)
  expect((await ports.volumes.list()).map(({ mount }) => mount)).toEqual(
    ['DISK LATIHAN A', 'DISK LATIHAN B'].map((name) => join(drives, name)),
  )
  expect(await ports.volumes.at(base)).toBeNull()
  expect(await ports.volumes.at(join(drives, '..', 'station'))).toBeNull()
})

test('a real program does not open practice, and practice no real station', async () => {
  const { station } = practicePlaces(home)
  const real = await openDesk({ ...ports, practice: null }, { station, resources }, [])
  expect(real.door()).toEqual({ door: 'broken', code: 'PRACTICE-ONLY' })
  await expect(real.unlock('penyelia', PRACTICE_PASSPHRASE)).rejects.toMatchObject({ code: 'PRACTICE-ONLY' })
  await real.close()
  // What lies in a folder without the mark is taken for real.
  const other = join(base, 'real')
  mkdirSync(other)
  writeFileSync(join(other, 'rekam.db'), 'something')
  const mixed = await openDesk(ports, { station: other, resources }, [])
  expect(mixed.door()).toEqual({ door: 'broken', code: 'PRACTICE-REAL' })
  await mixed.close()
})

test('files are saved below practice alone', async () => {
  const { station, files } = practicePlaces(home)
  await expect(refusePlace({ folder: station }, join(base, 'surat.pdf'), 'pdf')).rejects.toMatchObject({
    code: 'PRACTICE-PLACE',
  })
  await expect(refusePlace({ folder: station }, join(station, 'surat.pdf'), 'pdf')).rejects.toMatchObject({
    code: 'SAVE-PLACE',
  })
  await refusePlace({ folder: station }, join(files, 'surat.pdf'), 'pdf')
})

test('a page that names a place elsewhere is refused before anything is read', async () => {
  const { station, files } = practicePlaces(home)
  const core = await openCore(ports, { station, resources }, { services: false })
  try {
    const inspect = (path: string) =>
      call(core.router.settings.inspectProfile, { path }, { context: core.context() })
    await expect(inspect(join(base, 'profil.json'))).rejects.toMatchObject({ code: 'PRACTICE-PLACE' })
    await expect(inspect(join(files, 'profil.json'))).rejects.toMatchObject({ code: 'FILE-MISSING' })
  } finally {
    await core.close()
  }
})

test('practice begins from a locked door alone, and ends from anywhere', async () => {
  const restarts: string[] = []
  const restart = async (as: string) => void restarts.push(as)
  const folder = join(base, 'station-nyata')
  const world = { ...ports, practice: null, restart }
  await makeStation(stationPaths(folder, resources), world, {
    ...(await demoStation(join(base, 'dinas'), world)),
    passphrase: TEST_PASSPHRASE,
    cost: TEST_COST,
  })
  const core = await openCore(world, { station: folder, resources }, { services: false })
  const to = (where: 'station' | 'practice') =>
    call(core.router.settings.practice, { to: where }, { context: core.context() })
  try {
    await to('practice')
    await core.desk.unlock('penyelia', TEST_PASSPHRASE)
    await expect(to('practice')).rejects.toMatchObject({ code: 'PRACTICE-OPEN' })
    await core.desk.lock()
    await to('practice')
  } finally {
    await core.close()
  }
  const practising = await openCore(
    { ...ports, restart },
    { station: practicePlaces(home).station, resources },
    { services: false },
  )
  try {
    await practising.desk.unlock('operator', PRACTICE_PASSPHRASE)
    await call(practising.router.settings.practice, { to: 'station' }, { context: practising.context() })
  } finally {
    await practising.close()
  }
  expect(restarts).toEqual(['practice', 'practice', 'station'])
})

test('a making or a throwing away that was cut off is made good at the next start', async () => {
  const own = join(base, 'cut')
  mkdirSync(join(own, 'dinas'), { recursive: true })
  writeFileSync(join(own, PRACTICE_MARK), '')
  writeFileSync(join(own, 'dinas', 'root.key'), 'half')
  mkdirSync(join(base, '.cut.dibuang'))
  await openPractice(own, ports, resources, TEST_COST)
  expect(existsSync(join(own, 'station', 'rekam.db'))).toBe(true)
  expect(existsSync(join(base, '.cut.dibuang'))).toBe(false)
})

test('it is thrown away whole, and nothing else ever is', async () => {
  const own = join(base, 'another')
  await openPractice(own, ports, resources, TEST_COST)
  await openPractice(own, ports, resources, TEST_COST)
  await resetPractice(own)
  expect(existsSync(own)).toBe(false)
  await resetPractice(own)
  const real = join(base, 'documents')
  mkdirSync(real)
  await expect(resetPractice(real)).rejects.toMatchObject({ code: 'PRACTICE-REAL' })
  expect(existsSync(real)).toBe(true)
})
