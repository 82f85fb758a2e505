import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatPublicKey, publicOf } from '../../../lib/minisign.ts'
import { seedPackets } from '../../backup/testing/seed.ts'
import type { Station } from '../../station.ts'
import { restoreHere } from '../hands.ts'
import { backUp, type Rig, rigWith, rowsOf } from '../testing/rig.ts'
import { drillReport } from './drill-report.ts'
import { runDrill } from './drill.ts'
import { listDrills, restoreStream, saveDrill } from './drills.ts'
import { startRestoreService } from './scratch.ts'

let rig: Rig
beforeEach(async () => {
  rig = await rigWith([3, 2])
})
afterEach(() => rig.on.close())

const supervisor = (): Station => ({ ...rig.on.station, actor: { account: 'penyelia', role: 'penyelia' } })
const scratch = () => join(rig.on.station.paths.folder, '.drill')
const drill = (disks: string[] = [rig.disk.mount]) =>
  runDrill(supervisor(), { disks }, { hands: restoreHere(), onProgress: () => undefined })
const volume = (name: string) => join(rig.disk.mount, 'REKAM', '5272-01-A', '202611', name)

test('everything that was backed up comes back the same, and nothing of the drill stays', async () => {
  const before = rowsOf(rig.on.store, 'recording')
  const facts = await drill()
  expect(facts).toMatchObject({
    whole: true,
    number: 1,
    packets: { station: 5, restored: 5, missing: 0, differing: 0, strangers: 0 },
    rowsDiffering: 0,
    newestHead: 'known',
  })
  expect(facts.digests.restored).toBe(facts.digests.station)
  expect(facts.tables.find(({ table }) => table === 'recording')).toEqual({
    table: 'recording',
    station: 5,
    restored: 5,
  })
  expect(existsSync(scratch())).toBe(false)
  expect(rowsOf(rig.on.store, 'recording')).toEqual(before)
  expect(listDrills(rig.on.station)).toEqual([facts])
  const acts = rig.on.station.read.all("SELECT subject FROM audit WHERE act = 'restore.drilled'")
  expect(acts).toEqual([{ subject: facts.id }])
})

test('without named disks those of this station are found by themselves', async () => {
  expect(await drill([])).toMatchObject({ whole: true, sources: [{ mount: rig.disk.mount }] })
})

test('what was not backed up yet is named as missing', async () => {
  const late = await seedPackets(rig.on.station, 2)
  const facts = await drill()
  expect(facts).toMatchObject({ whole: false, packets: { station: 7, restored: 5, missing: 2 } })
  expect(facts.missing).toEqual(late.map(({ id }) => id).toSorted())
  expect(facts.digests.restored).not.toBe(facts.digests.station)
  await backUp(rig.on, rig.disk)
  expect(await drill()).toMatchObject({ whole: true, number: 2 })
})

test('a damaged volume fails the drill, and names file and packet', async () => {
  const bytes = readFileSync(volume('S0000001.TAR'))
  bytes[700] = (bytes[700] ?? 0) ^ 1
  writeFileSync(volume('S0000001.TAR'), bytes)
  const facts = await drill()
  expect(facts).toMatchObject({ whole: false, packets: { restored: 4, missing: 1 } })
  expect(facts.missing).toEqual([rig.packets[0]?.id])
  expect(facts.damaged).toMatchObject([{ path: expect.stringContaining('S0000001.TAR') }])
  const { lists } = drillReport(rig.on.station, facts)
  expect(lists.at(-1)!.lines).toEqual([expect.stringMatching(/S0000001\.TAR: satu paket di dalamnya rusak$/)])
})

test('a register line that was changed in the station behind its back is found', async () => {
  const { id } = rig.packets[2]!
  await rig.on.store.write.transaction((tx) => {
    tx.run("UPDATE recording SET name = 'BUKAN DIA' WHERE id = ?", [id])
  })
  const facts = await drill()
  expect(facts).toMatchObject({ whole: false, packets: { restored: 5 }, rowsDiffering: 1 })
})

describe('the report', () => {
  test('is a clean PDF on one A4 with the counts and hashes, signed so that stock minisign says so', async () => {
    await seedPackets(rig.on.station, 20)
    const facts = await drill()
    const path = join(rig.on.temp('report'), 'uji.pdf')
    const saved = await saveDrill(supervisor(), facts.id, path)
    const key = join(rig.on.temp('report'), 'station.pub')
    writeFileSync(key, formatPublicKey(publicOf(rig.on.station.keys.signing)))
    const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
    expect(run('minisign', '-V', '-p', key, '-m', path, '-x', saved.signature)).toContain(
      `rekam:report:v1 station=5272-01-A epoch=${rig.on.station.epoch.id} id=${facts.id}`,
    )
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors')
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+1\n/)
    const words = run('pdftotext', '-layout', path, '-')
    for (const said of [
      'UJI PEMULIHAN CADANGAN',
      'BA-UJI/5272-01-A/1',
      'TIDAK LENGKAP: 20 rekaman hilang',
      facts.digests.restored,
      facts.missing[0]!,
    ])
      expect(words).toContain(said)
    expect(words).toMatch(/dan \d+ lagi/)
    const shown = await restoreStream(supervisor(), `${facts.id}.pdf`, new URLSearchParams())
    expect(Buffer.from(shown!.body as Uint8Array).equals(readFileSync(path))).toBe(true)
    const kept = rig.on.station.read.get<{ signature: string }>('SELECT signature FROM drill')
    expect(readFileSync(saved.signature, 'utf8')).toBe(kept?.signature)
  })

  test('of no drill is none', async () => {
    await expect(saveDrill(supervisor(), rig.packets[0]!.id, '/nowhere/x.pdf')).rejects.toMatchObject({
      code: 'NOT-FOUND',
    })
    expect(await restoreStream(supervisor(), 'x.pdf', new URLSearchParams())).toBeNull()
  })
})

describe('is refused', () => {
  test('to an operator', async () => {
    const operator: Station = { ...rig.on.station, actor: { account: 'siti', role: 'operator' } }
    await expect(
      runDrill(operator, { disks: [] }, { hands: restoreHere(), onProgress: () => undefined }),
    ).rejects.toMatchObject({ code: 'RESTORE-ROLE' })
  })

  test('where the computer has no room for it, and nothing is written', async () => {
    const ports = { ...rig.on.station.ports, space: () => Promise.resolve({ free: 1e6, bytes: 1e9 }) }
    await expect(
      runDrill(
        { ...supervisor(), ports },
        { disks: [rig.disk.mount] },
        { hands: restoreHere(), onProgress: () => undefined },
      ),
    ).rejects.toMatchObject({ code: 'RESTORE-NO-SPACE', params: { free: 1 } })
    expect(existsSync(scratch())).toBe(false)
  })

  test('where there is room for the packets and not for the register beside them', async () => {
    const held = rig.on.station.read.get<{ n: number }>('SELECT sum(bytes) AS n FROM recording')!.n
    const free = held + (256 << 20) + statSync(rig.on.station.paths.store).size - 1
    const ports = { ...rig.on.station.ports, space: () => Promise.resolve({ free, bytes: 1e12 }) }
    const deps = { hands: restoreHere(), onProgress: () => undefined }
    await expect(
      runDrill({ ...supervisor(), ports }, { disks: [rig.disk.mount] }, deps),
    ).rejects.toMatchObject({ code: 'RESTORE-NO-SPACE' })
  })

  test('without a disk of this station', async () => {
    rmSync(join(rig.disk.mount, 'REKAM'), { recursive: true })
    await expect(drill()).rejects.toMatchObject({ code: 'RESTORE-NOTHING' })
    expect(existsSync(scratch())).toBe(false)
  })
})

test('what a killed drill left is gone at the next start', async () => {
  const held = join(rig.on.temp('held'), 'held.mjs')
  const { folder } = rig.on.station.paths
  writeFileSync(
    held,
    `import { throwAway } from ${JSON.stringify(join(import.meta.dirname, 'scratch.ts'))}
     import { writeFileSync } from 'node:fs'
     const station = { paths: { folder: process.argv[2], store: process.argv[1] }, ports: { space: async () => ({ free: 1e12, bytes: 1e12 }) } }
     await throwAway(station, 1, async (at) => {
       writeFileSync(at + '/rekam.db', 'x')
       process.stdout.write('here')
       await new Promise((stay) => setInterval(stay, 1e6))
     })`,
  )
  const child = spawn(process.execPath, [held, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(join(scratch(), 'rekam.db'))).toBe(true)
  mkdirSync(join(folder, '.restore'))
  const stop = startRestoreService(rig.on.station)
  await stop()
  expect(existsSync(scratch())).toBe(false)
  expect(existsSync(join(folder, '.restore'))).toBe(false)
  expect(existsSync(rig.packets[0]!.path)).toBe(true)
})
