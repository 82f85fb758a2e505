import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeProof } from '../../formats/paper/paper.ts'
import { signHead } from '../../formats/head/signed-head.ts'
import { formatPublicKey, generateSigningKey, publicOf } from '../../lib/minisign.ts'
import { Fault } from '../../lib/fault.ts'
import { nodeDisk } from '../backup/index.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { completeDraft } from '../testing/index.ts'
import { planRestore } from './plan.ts'
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
beforeEach(async () => {
  rig = await rigWith([2, 2])
})
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

const month = () => join(rig.disk.mount, 'REKAM', '5272-01-A', '202611')
/** The dead PC's folder as its drive has it now. */
function deadPc(): string {
  const folder = rig.on.temp('old drive')
  cpSync(rig.on.station.paths.folder, folder, { recursive: true })
  return folder
}

describe('the drive of a dead PC', () => {
  test('alone brings everything back, parked drafts too, and is not written', async () => {
    await completeDraft(rig.on.station, 1)
    await seedPackets(rig.on.station, 1)
    const drive = deadPc()
    const before = ['rekam.db', 'rekam.db-wal', 'keys/slots.json'].map((name) =>
      readFileSync(join(drive, name)),
    )
    const { result, store } = await restored('from drive', { disks: [], drive })
    expect(result).toMatchObject({ packets: 5, missing: [], damaged: [], state: { recordings: 5 } })
    for (const table of [
      'recording',
      'recording_photo',
      'recording_status',
      'account',
      'suket',
      'disk',
      'copy',
      'draft_capture',
    ])
      expect(rowsOf(store, table)).toEqual(rowsOf(rig.on.store, table))
    for (const [n, name] of ['rekam.db', 'rekam.db-wal', 'keys/slots.json'].entries())
      expect(readFileSync(join(drive, name)).equals(before[n]!)).toBe(true)
  })

  test('adds what was sealed after the last backup, also under a key that the Dinas has not certified', async () => {
    const second = await restored('second')
    await seedPackets(second.station, 2)
    second.store.checkpoint()
    const drive = rig.on.temp('old drive')
    cpSync(second.folder, drive, { recursive: true })
    const { result, station } = await restored('third', { drive })
    expect(result).toMatchObject({ packets: 6, missing: [], damaged: [], epoch: second.station.epoch.id })
    expect(station.epoch).toMatchObject({ position: 3, parent: second.station.epoch.id })
    expect(
      station.read.all('SELECT source FROM epoch_source WHERE epoch = ?', [station.epoch.id]),
    ).toHaveLength(2)
  })

  test('whose store is destroyed still gives its packets beside a disk, and says so', async () => {
    const late = await seedPackets(rig.on.station, 1)
    const drive = deadPc()
    writeFileSync(join(drive, 'rekam.db'), Buffer.alloc(8192, 7))
    rmSync(join(drive, 'rekam.db-wal'), { force: true })
    const { result } = await restored('beside', { drive })
    expect(result).toMatchObject({ packets: 5, missing: [] })
    expect(result.damaged).toMatchObject([{ path: join(drive, 'rekam.db'), why: 'STORE-DAMAGED' }])
    expect(late).toHaveLength(1)
  })

  test.each<[string, (drive: string) => Partial<Parameters<typeof restoreInto>[2]>, string]>([
    ['another password', (drive) => ({ drive, passphrase: 'sandi yang salah' }), 'RESTORE-WRONG-PASSPHRASE'],
    ['no station', (drive) => ({ drive: join(drive, 'packets') }), 'RESTORE-DRIVE-NOTHING'],
    ['a foreign root', (drive) => ({ drive, trust: foreignRoot() }), 'RESTORE-UNTRUSTED'],
  ])('is refused: %s', async (_, over, code) => {
    await expect(restoreInto(rig, 'refused', { disks: [], ...over(deadPc()) })).rejects.toMatchObject({
      code,
    })
  })

  test('is refused as a source of itself', async () => {
    await expect(
      restoreInto(rig, 'same', { disks: [], drive: join(rig.on.temp('restored'), 'same') }),
    ).rejects.toMatchObject({ code: 'RESTORE-DRIVE-ITSELF' })
  })
})

function foreignRoot(): string {
  return formatPublicKey(publicOf(generateSigningKey()))
}

describe('a volume is lost in the middle', () => {
  test('later registers still count, and the packets that were in it are named by what was noted about them', async () => {
    const third = await seedPackets(rig.on.station, 2)
    await backUp(rig.on, rig.disk)
    await seedPackets(rig.on.station, 1)
    await backUp(rig.on, rig.disk)
    rmSync(join(month(), 'S0000003.TAR'))
    const { result, store } = await restored('gap')
    expect(result.damaged).toMatchObject([{ path: expect.stringContaining('S0000003.TAR'), why: 'missing' }])
    expect(result.missing).toEqual(third.map(({ id }) => id).toSorted())
    expect(result.absent).toMatchObject(third.map(() => ({ by: 'ledger', name: null })))
    expect(result.lostChanges).toBeGreaterThan(0)
    expect(result.unknownNumbers).toEqual([5, 6])
    expect(result).toMatchObject({ packets: 5, newestHead: 'unknown', state: { recordings: 5 } })
    expect(store.read.all("SELECT 1 FROM recording WHERE name = '(REGISTER HILANG)'")).toEqual([])
    const other = await pairNew(rig.on, 'DISK B')
    await backUp(rig.on, other)
    const both = await restored('both', { disks: [rig.disk.mount, other.mount] })
    expect(both.result).toMatchObject({ packets: 7, missing: [], newestHead: 'known', lostChanges: 0 })
  })
})

describe("residents' papers", () => {
  const paperOf = (n: number) => {
    const { code, epoch, keys, read } = rig.on.station
    const row = read.get<{ id: string; seq: number; head: string }>(
      'SELECT id, seq, head FROM recording WHERE seq = ?',
      [n],
    )!
    const statement = { station: code, epoch: epoch.id, ...row }
    return encodeProof(statement, signHead(statement, keys.signing).signature)
  }

  test('show who is missing, and that there is a newer head than any disk knows', async () => {
    const late = await seedPackets(rig.on.station, 3)
    const papers = [paperOf(2), paperOf(5), paperOf(7), paperOf(7), 'SUKET LAIN']
    const plan = await planRestore(nodeDisk, await readSources(sourceOf(rig, { papers })), () => undefined)
    expect(plan.missing).toEqual([late[0]!.id, late[2]!.id].toSorted())
    expect(plan.absent).toMatchObject([{ by: 'paper' }, { by: 'paper' }])
    expect(plan.unknownNumbers).toEqual([5, 6, 7])
    expect(plan.papers).toEqual({ read: 3, here: 1, refused: ['FORMAT-UNREADABLE'] })
    expect(plan).toMatchObject({ newestHead: 'unknown', newestBy: 'paper' })
  })

  test('prove that the newest is here', async () => {
    const plan = await planRestore(
      nodeDisk,
      await readSources(sourceOf(rig, { papers: [paperOf(4)] })),
      () => undefined,
    )
    expect(plan).toMatchObject({ missing: [], newestHead: 'known', papers: { read: 1, here: 1 } })
  })

  test('a forged one counts for nothing', async () => {
    const forged = `${paperOf(4).slice(0, -3)}000`
    const plan = await planRestore(
      nodeDisk,
      await readSources(sourceOf(rig, { papers: [forged] })),
      () => undefined,
    )
    expect(plan.papers).toMatchObject({ read: 0, here: 0, refused: [expect.any(String)] })
  })
})

test('a disk that hangs and has bad places is read last, in bounded time, and loses only what lies there', async () => {
  const other = await pairNew(rig.on, 'DISK B')
  await backUp(rig.on, other)
  await seedPackets(rig.on.station, 2, { bytes: 300_000 })
  await backUp(rig.on, rig.disk)
  const asked: string[] = []
  const bad = join(month(), 'S0000003.TAR')
  const io = {
    ...nodeDisk,
    async open(path: string) {
      const file = await nodeDisk.open(path)
      asked.push(path)
      const isBad = path === bad
      return {
        ...file,
        read(offset: number, length: number) {
          // One packet's middle never answers.
          if (isBad && offset < 200_000 && offset + length > 199_000)
            return Promise.reject(new Fault('DISK-IO', { op: 'read', path, errno: 'EIO' }))
          return file.read(offset, length)
        },
      }
    },
  }
  const plan = await planRestore(
    io,
    await readSources(sourceOf(rig, { disks: [rig.disk.mount, other.mount] })),
    () => undefined,
  )
  expect(plan.packets).toBe(5)
  expect(plan.missing).toHaveLength(1)
  expect(plan.damaged).toMatchObject([{ path: expect.stringContaining('S0000003.TAR') }])
  const last = asked.lastIndexOf(bad)
  expect(last).toBe(asked.length - 1)
})
