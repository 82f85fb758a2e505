import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDesk } from '../open-core-desk.ts'
import type { Ports } from '../ports.ts'
import { refusePlace } from '../save-place.ts'
import { fakePorts, TEST_COST } from '../testing/index.ts'
import { folderVolumes } from './folder-volumes.ts'
import { openPractice, PRACTICE_PASSPHRASE, resetPractice } from './make-practice.ts'
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
    expect(profile.station.name).toContain('sampel')
    expect(profile.sites.map(({ url }) => new URL(url).host)).toEqual(['127.0.0.1:9', '127.0.0.1:9'])
  } finally {
    await desk.close()
  }
})

test('its disks are the folders of its own, whatever else is plugged in', async () => {
  const { drives } = practicePlaces(home)
  expect((await ports.volumes.list()).map(({ mount }) => mount)).toEqual([join(drives, 'DISK LATIHAN')])
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
