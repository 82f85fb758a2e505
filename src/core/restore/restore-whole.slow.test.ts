import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Fault } from '../../lib/fault.ts'
import { generateSigningKey, formatPublicKey, publicOf } from '../../lib/minisign.ts'
import { mountVolume } from '../../lib/testing/volumes.ts'
import { runBackup, verifyAnywhere } from '../backup/index.ts'
import { handsHere } from '../backup/testing/here.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { packetPath, signaturePath } from '../enrolment/index.ts'
import { fakePorts, TEST_COST } from '../testing/index.ts'
import type { FillJob } from './fill.ts'
import { restoreHere, type RestoreHands } from './hands.ts'
import { runRestore } from './run.ts'
import { readSources } from './sources.ts'
import {
  backUp,
  openRestored,
  pairNew,
  restoreInto,
  type Restored,
  type Rig,
  rigWith,
  rowsOf,
  sourceOf,
} from './testing/rig.ts'

let rig: Rig
const opened: Restored[] = []
afterEach(async () => {
  for (const { store } of opened.splice(0)) store.close()
  await rig.on.close()
})

async function restored(name: string, over: Parameters<typeof restoreInto>[2] = {}): Promise<Restored> {
  const result = await restoreInto(rig, name, over)
  const one = { ...(await openRestored(rig, name)), result }
  opened.push(one)
  return one
}

const REGISTERS = ['recording', 'recording_photo', 'recording_status', 'account', 'profile', 'suket']

test('a restored station holds every packet byte for byte, all registers, and a new epoch', async () => {
  rig = await rigWith()
  const { station: old } = rig.on
  const { result, station, store } = await restored('second')
  expect(result).toMatchObject({
    station: '5272-01-A',
    packets: 5,
    missing: [],
    damaged: [],
    quarantined: [],
    newestHead: 'known',
    state: { recordings: 5 },
  })
  for (const table of REGISTERS) expect(rowsOf(store, table)).toEqual(rowsOf(rig.on.store, table))
  for (const { id, path } of rig.packets) {
    const at =
      station.read.get<{ at: string }>('SELECT sealed_at AS at FROM recording WHERE id = ?', [id])?.at ?? ''
    expect(readFileSync(packetPath(station, id, at))).toEqual(readFileSync(path))
    expect(readFileSync(signaturePath(station, id, at), 'utf8')).toBe(readFileSync(`${path}.minisig`, 'utf8'))
  }
  const head = old.read.get<{ head: string }>('SELECT head FROM recording ORDER BY seq DESC')?.head
  expect(station.epoch).toMatchObject({
    id: result.newEpoch,
    position: 2,
    parent: old.epoch.id,
    parentHead: head,
  })
  expect(station.keys.signing.seed).not.toEqual(old.keys.signing.seed)
  expect(station.keys.stateRecipient).toBe(old.keys.stateRecipient)
  expect(store.check('full')).toEqual([])
  expect(rowsOf(store, 'audit').length).toBeGreaterThan(rowsOf(rig.on.store, 'audit').length - 3)
})

test('the lists of a restored station hold what follows from its rows, and go on doing so', async () => {
  rig = await rigWith()
  const { station, store } = await restored('second')
  const schema = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
  expect(store.read.all(schema)).toEqual(rig.on.store.read.all(schema))
  const listed = (from: string) => store.read.all(`SELECT * FROM ${from} ORDER BY recording`)
  for (const count of [5, 7]) {
    expect(listed('board_list')).toHaveLength(count)
    for (const list of ['card_list', 'bag_wait', 'board_list'])
      expect(listed(list)).toEqual(listed(`${list}_now`))
    if (count === 5) await seedPackets(station, 2)
  }
})

test('the restored station records at once and goes on backing up to the same disk, unaided', async () => {
  rig = await rigWith()
  const { station } = await restored('second')
  const more = await seedPackets(station, 2)
  const volume = (await rig.on.ports.volumes.at(rig.disk.mount))!
  const on = { ...station, ports: { ...station.ports, volumes: rig.on.ports.volumes } }
  const result = await runBackup(on, volume.mount, { hands: () => handsHere() })
  expect(result).toMatchObject({ packets: 2, sequence: 3 })
  expect(station.read.all('SELECT packet FROM copy WHERE disk = ?', [result.disk])).toHaveLength(7)
  expect(more).toHaveLength(2)
})

test('plan says the same and writes nothing', async () => {
  rig = await rigWith()
  const plan = await restoreHere().plan(await readSources(sourceOf(rig)), () => undefined)
  expect(plan).toMatchObject({
    packets: 5,
    missing: [],
    damaged: [],
    newestHead: 'known',
    name: expect.any(String),
  })
})

test('the recovery identity opens a station without any password', async () => {
  rig = await rigWith([2])
  const { result } = await restored('by-recovery', { identity: rig.on.dinas.recovery.identity })
  expect(result).toMatchObject({ packets: 2, missing: [] })
})

test.each([
  ['another password', { passphrase: 'sandi yang salah' }, 'RESTORE-WRONG-PASSPHRASE'],
  ['no root', { trust: ' ' }, 'RESTORE-NO-TRUST'],
  ['a foreign root', { trust: formatPublicKey(publicOf(generateSigningKey())) }, 'RESTORE-UNTRUSTED'],
])('refused: %s', async (_, over, code) => {
  rig = await rigWith([1])
  await expect(restoreInto(rig, 'refused', over)).rejects.toMatchObject({ code })
})

test('a folder that holds a station is not touched', async () => {
  rig = await rigWith([1])
  await restored('second')
  await expect(restoreInto(rig, 'second')).rejects.toMatchObject({ code: 'RESTORE-NOT-EMPTY' })
})

test('two disks are one station: the union of what each has', async () => {
  rig = await rigWith([2])
  const other = await pairNew(rig.on, 'DISK B')
  await seedPackets(rig.on.station, 2)
  await backUp(rig.on, other)
  const { result, store } = await restored('union', { disks: [rig.disk.mount, other.mount] })
  expect(result).toMatchObject({ packets: 4, missing: [] })
  const { result: onlyFirst } = await restored('first alone')
  expect(onlyFirst).toMatchObject({ packets: 2, missing: [], newestHead: 'known' })
  expect(rowsOf(store, 'recording')).toEqual(rowsOf(rig.on.store, 'recording'))
})

test('what the disks lack is named by its id', async () => {
  rig = await rigWith([2])
  const other = await pairNew(rig.on, 'DISK B')
  const late = await seedPackets(rig.on.station, 1)
  await backUp(rig.on, other)
  await backUp(rig.on, rig.disk)
  // Disk A knows of the packet through the state, but its second volume is lost.
  rmSync(`${rig.disk.mount}/REKAM/5272-01-A/202611/S0000002.TAR`)
  const { result } = await restored('lacking')
  expect(result.damaged).toMatchObject([{ why: 'missing' }])
  expect(result.newestHead).toBe('unknown')
  expect(late).toHaveLength(1)
})

test('after a restore the disk verifies under the root for the certified epoch alone', async () => {
  rig = await rigWith([1])
  const verdict = await verifyAnywhere(
    rig.on.ports.volumes,
    { mount: rig.disk.mount, root: rig.root, station: null },
    { hands: () => handsHere() },
  )
  expect(verdict).toMatchObject({ sound: true, origin: 'proven' })
})

describe('the store is filled while packets are placed', () => {
  const run = (name: string, hands: RestoreHands) =>
    runRestore(sourceOf(rig), {
      ports: fakePorts({ seed: name, start: '2026-11-24T01:00:00.000Z' }),
      paths: { station: join(rig.on.temp('restored'), 'beside'), resources: rig.on.station.paths.resources },
      hands,
      onProgress: () => undefined,
      cost: TEST_COST,
    })

  test('and where that fails the packets are placed to their end first; the same restore goes on then', async () => {
    rig = await rigWith()
    const hands = restoreHere()
    const ended: string[] = []
    const failing: RestoreHands = {
      ...hands,
      place: (...job) => hands.place(...job).finally(() => ended.push('packets')),
      fillBeside: () => Promise.reject(new Fault('STORE-FULL')),
    }
    await expect(run('failing', failing)).rejects.toMatchObject({ code: 'STORE-FULL' })
    expect(ended).toEqual(['packets'])
    expect(await run('again', hands)).toMatchObject({ packets: 5, missing: [] })
  })

  test('what a run left torn under its name is written again, and what it left whole stays', async () => {
    rig = await rigWith()
    const hands = restoreHere()
    const failing: RestoreHands = { ...hands, fillBeside: () => Promise.reject(new Fault('STORE-FULL')) }
    await expect(run('failing', failing)).rejects.toMatchObject({ code: 'STORE-FULL' })
    const below = join(rig.on.temp('restored'), 'beside', 'packets')
    const placed = () =>
      new Map(
        readdirSync(below, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.(rkp|minisig)$/.test(name))
          .map((name) => [join(below, name), readFileSync(join(below, name), 'base64')] as const),
      )
    const whole = placed()
    const [cut = '', zeroed = '', bare = ''] = [...whole.keys()].filter((path) => path.endsWith('.rkp'))
    const { size } = statSync(cut)
    truncateSync(cut, size - 1)
    // As a power cut leaves it: all of its length, and nothing in it.
    writeFileSync(zeroed, Buffer.alloc(statSync(zeroed).size))
    writeFileSync(`${bare}.minisig`, '')
    const torn = placed()
    expect([...torn].filter(([path, bytes]) => whole.get(path) !== bytes)).toHaveLength(3)
    expect(await run('again', hands)).toMatchObject({ packets: 5, missing: [] })
    expect(placed()).toEqual(whole)
  })

  test('where packets fail the store is no station', async () => {
    rig = await rigWith()
    const hands = restoreHere()
    const failing: RestoreHands = {
      ...hands,
      place: async (job, tell) => {
        await hands.place(job, tell)
        throw new Fault('DISK-FULL')
      },
    }
    await expect(run('failing', failing)).rejects.toMatchObject({ code: 'DISK-FULL' })
    const folder = join(rig.on.temp('restored'), 'beside')
    expect(existsSync(join(folder, 'rekam.db'))).toBe(false)
    expect(await run('again', hands)).toMatchObject({ packets: 5, missing: [] })
  })

  test.each([
    ['small', 1, ['beside', 'packets']],
    ['large', 1 << 30, ['packets', 'in its turn']],
  ])(
    'a %s state where memory allows: beside them in a thread of its own, or in its turn',
    async (_, bytes, order) => {
      rig = await rigWith()
      const hands = restoreHere()
      const begun: string[] = []
      const gate = Promise.withResolvers<void>()
      const filling =
        (how: string): RestoreHands['fillStates'] =>
        async (job, onProgress) => {
          begun.push(how)
          gate.resolve()
          return hands.fillStates({ ...job, chain: whole! }, onProgress)
        }
      const watched: RestoreHands = {
        ...hands,
        async place(job, tell) {
          const placed = await hands.place(job, (told) => {
            if (!('known' in told)) return tell(told)
            const { chain } = told.known
            const [first] = chain.epochs
            const snapshot = {
              ...first!.snapshot,
              members: first!.snapshot.members.map((one) => ({ ...one, bytes })),
            }
            tell({ known: { ...told.known, chain: { ...chain, epochs: [{ ...first!, snapshot }] } } })
            whole = chain
          })
          if (order[0] === 'beside') await gate.promise
          begun.push('packets')
          return placed
        },
        fillBeside: filling('beside'),
        fillStates: filling('in its turn'),
      }
      let whole: FillJob['chain'] | undefined
      expect(await run('watched', watched)).toMatchObject({ packets: 5, missing: [] })
      expect(begun).toEqual(order)
    },
  )
})

test('where what is known of packets finds no room, that is said and nothing is left', async () => {
  rig = await rigWith()
  const full = mountVolume('tmpfs', 1)
  try {
    if (full.reason !== undefined) throw new Error(full.reason)
    expect(() => writeFileSync(join(full.path, 'rest'), new Uint8Array(2 << 20))).toThrow('ENOSPC')
    const folder = rig.on.temp('no room')
    const sources = await readSources(sourceOf(rig))
    const told: string[] = []
    const job = { sources, folder, scratch: full.path, now: '2026-11-24T01:00:00.000Z' }
    const placing = restoreHere().place(job, (one) => told.push(...Object.keys(one)))
    await expect(placing).rejects.toMatchObject({ code: 'DISK-FULL', params: { op: 'store' } })
    expect(told).not.toContain('known')
    expect(readdirSync(folder)).toEqual([])
    expect(readdirSync(full.path)).toEqual(['rest'])
  } finally {
    full.unmount()
  }
})
