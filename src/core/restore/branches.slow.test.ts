import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiskIo, runBackup } from '../backup/index.ts'
import { handsHere } from '../backup/testing/here.ts'
import { inDisk, mediumDisk } from '../backup/testing/desk.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { commitNames, volumeName } from '../../formats/volume/names.ts'
import { Fault } from '../../lib/fault.ts'
import type { Station } from '../station.ts'
import type { FakePorts } from '../testing/index.ts'
import { certificateRequest, certify } from '../settings/index.ts'
import { openRestored, restoreInto, type Rig, rigWith, rowsOf, type Standing } from './testing/rig.ts'

interface Machine {
  readonly station: Station
  readonly ports: FakePorts
}

/** Two machines of one station, each with a ledger of its own, that write to one disk in turns. */
interface Turns {
  readonly rig: Rig
  /** The old computer, and the one that was restored from the disk or the laptop that went to a village. */
  readonly machines: readonly Machine[]
  /** Carries the disk over, and writes what that machine has sealed since. `dies`: before the file of that ending is begun. */
  write(who: number, sealed: number, dies?: Ending): Promise<void>
  /** Keeps an image of the second computer's drive, and sets that computer back to it. */
  image(): Promise<void>
  setBack(): Promise<void>
  /** Files of commits that any machine was told of and that do not lie on the disk as they were. */
  lost(): string[]
  close(): Promise<void>
}

type Ending = '.TAR' | '.JSN' | '.BAK' | '.SIG'

function dyingAt(ending: Ending) {
  const real = handsHere(mediumDisk)
  const dead = (path: string) => new Fault('DISK-IO', { op: 'write', path, errno: 'EIO' })
  return {
    ...real,
    writeVolume: (...job: Parameters<typeof real.writeVolume>) =>
      ending === '.TAR' ? Promise.reject(dead(ending)) : real.writeVolume(...job),
    writeFile: (job: Parameters<typeof real.writeFile>[0]) =>
      job.path.endsWith(ending) && job.path.includes('/C0')
        ? Promise.reject(dead(job.path))
        : real.writeFile(job),
  }
}

function digestOf(path: string): string {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'gone'
}

async function certifyRestored({ station }: Standing, rig: Rig): Promise<void> {
  const { bytes, signature } = certify(rig.on.dinas.root, certificateRequest(station.read), 900)
  await station.write.transaction((tx) =>
    tx.run('UPDATE epoch SET certificate = ?, certificate_signature = ? WHERE id = ?', [
      Buffer.from(bytes).toString(),
      signature,
      station.epoch.id,
    ]),
  )
  station.reload()
}

async function twoMachines(fs: string): Promise<Turns> {
  const rig = await rigWith([2])
  await restoreInto(rig, 'branch')
  let branch = await openRestored(rig, 'branch')
  await certifyRestored(branch, rig)
  const machines: Machine[] = [{ station: rig.on.station, ports: rig.on.ports }, branch]
  const io: DiskIo = mediumDisk
  const told = new Map<string, string>()
  let presence = 0
  let holder = -1
  let opened = 0

  function carry(who: number): void {
    if (who === holder) return
    holder = who
    presence++
    for (const { ports } of machines) ports.volumes.pull(rig.disk.mount)
    machines[who]!.ports.volumes.plug({ ...rig.disk, fs, session: `presence ${presence}` })
  }

  /** What the register of that machine says was committed by itself: all four files, as they are now. */
  function remember(station: Station): void {
    const own = station.read.all<{ month: string; sequence: number }>(
      'SELECT month, sequence FROM disk_commit WHERE epoch = ?',
      [station.epoch.id],
    )
    for (const { month, sequence } of own) {
      const names = [volumeName(sequence), ...Object.values(commitNames(sequence))]
      for (const path of names.map((name) => inDisk(rig.disk, station.code, month, name)))
        if (!told.has(path)) told.set(path, digestOf(path))
    }
  }

  return {
    rig,
    machines,
    async write(who, sealed, dies) {
      carry(who)
      const { station } = machines[who]!
      await seedPackets(station, sealed)
      const hands = () => (dies ? dyingAt(dies) : handsHere(io))
      const run = runBackup(station, rig.disk.mount, { io, hands, thorough: true })
      if (dies) await run.catch(() => undefined)
      else await run
      remember(station)
    },
    async image() {
      holder = -1
      branch.store.close()
      cpSync(branch.folder, `${branch.folder} image`, { recursive: true })
      branch = await openRestored(rig, 'branch')
      // Opened anew, but not with the same dice.
      branch.ports.random(32_000 * ++opened)
      machines[1] = branch
    },
    async setBack() {
      holder = -1
      branch.store.close()
      rmSync(branch.folder, { recursive: true })
      cpSync(`${branch.folder} image`, branch.folder, { recursive: true })
      branch = await openRestored(rig, 'branch')
      // Opened anew, but not with the same dice.
      branch.ports.random(32_000 * ++opened)
      machines[1] = branch
    },
    lost() {
      return [...told].flatMap(([path, digest]) =>
        digest !== 'gone' && digestOf(path) === digest ? [] : [path],
      )
    },
    async close() {
      branch.store.close()
      await rig.on.close()
    },
  }
}

interface Committed {
  readonly epoch: string
  readonly month: string
  readonly sequence: number
  readonly hash: string
}

/**
 * Numbers that one computer used for two volumes, or that two used in one month. In two months two may use one: a folder that may be torn is
 * not listed (decision 0120).
 */
function takenTwice({ machines }: Turns): string[] {
  const rows = machines.flatMap(({ station }) =>
    station.read.all<Committed>('SELECT epoch, month, sequence, hash FROM disk_commit'),
  )
  return (
    [({ epoch }) => epoch, ({ month }) => month] as const satisfies ((of: Committed) => string)[]
  ).flatMap((by) =>
    [...Map.groupBy(rows, (row) => `${by(row)} ${row.sequence}`)].flatMap(([number, all]) =>
      new Set(all.map(({ hash }) => hash)).size > 1 ? [number] : [],
    ),
  )
}

for (const fs of ['ext4', 'vfat']) {
  test(`what the other machine wrote under a number that this one tries too stays (${fs})`, async () => {
    const turns = await twoMachines(fs)
    await turns.write(1, 1)
    expect(turns.lost()).toEqual([])
    await turns.write(0, 1)
    expect(turns.lost()).toEqual([])
    await turns.write(1, 1)
    expect(turns.lost()).toEqual([])
    await turns.close()
  })

  test(`what the other machine wrote under a number that this one had begun stays (${fs})`, async () => {
    for (const dies of ['.TAR', '.JSN', '.SIG'] as const) {
      const turns = await twoMachines(fs)
      await turns.write(0, 1)
      await turns.write(0, 1, dies)
      await turns.write(1, 1)
      await turns.write(0, 1)
      expect(turns.lost()).toEqual([])
      await turns.write(1, 1)
      expect(turns.lost()).toEqual([])
      await turns.close()
    }
  })
}

for (const [fs, dies] of [
  ['ext4', undefined],
  ['ext4', '.SIG'],
  ['vfat', undefined],
  ['vfat', '.SIG'],
  ['vfat', '.TAR'],
] as const) {
  test(`a station that was set back uses no number twice and removes nothing beyond what it knows (${fs}, ${dies ?? 'at rest'})`, async () => {
    const turns = await twoMachines(fs)
    await turns.write(1, 1)
    // As of a moment at which a volume was begun, or at rest.
    if (dies) await turns.write(1, 1, dies)
    await turns.image()
    for (const sealed of [1, 0, 2]) await turns.write(1, sealed)
    expect(turns.lost()).toEqual([])
    const before = turns.machines[1]!.station.read.all('SELECT id FROM recording').length
    await turns.setBack()
    turns.machines[1]!.ports.clock.set('2036-11-24T02:00:00.000Z')
    await turns.write(1, 1)
    expect(turns.lost()).toEqual([])
    await turns.write(0, 1)
    await turns.write(1, 1)
    expect(turns.lost()).toEqual([])
    expect(takenTwice(turns)).toEqual([])
    const result = await restoreInto(turns.rig, 'after all')
    expect(result.packets).toBe(before + 3)
    await turns.close()
  })
}

test('two machines that take turns, die and have clocks that jump lose nothing that was told, and a restore has all of it', async () => {
  const clocks = ['2019-11-24T01:00:00.000Z', '2026-11-24T03:00:00.000Z', '2036-12-01T01:00:00.000Z'] as const
  const turn = fc.record({
    who: fc.integer({ min: 0, max: 1 }),
    sealed: fc.integer({ min: 0, max: 2 }),
    dies: fc.constantFrom<(Ending | undefined)[]>(undefined, undefined, '.TAR', '.JSN', '.BAK', '.SIG'),
    clock: fc.constantFrom(...clocks),
  })
  // A number in a folder that may be torn is not seen by the other one.
  const before = { clock: clocks[0], sealed: 0, dies: undefined }
  const after = { clock: clocks[2], sealed: 0, dies: undefined }
  const oneNumberInTwoMonths = [
    { ...after, who: 1, dies: '.TAR' as const },
    { ...before, who: 0 },
    { ...after, who: 0 },
    { ...before, who: 1 },
  ]
  let round = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('ext4', 'vfat'),
      fc.array(turn, { minLength: 3, maxLength: 9 }),
      async (fs, acts) => {
        const turns = await twoMachines(fs)
        try {
          for (const { who, sealed, dies, clock } of acts) {
            turns.machines[who]!.ports.clock.set(clock)
            await turns.write(who, sealed, dies)
            expect(turns.lost()).toEqual([])
          }
          for (const who of [0, 1]) await turns.write(who, 1)
          expect(turns.lost()).toEqual([])
          expect(takenTwice(turns)).toEqual([])
          const whole = `whole ${round++}`
          const result = await restoreInto(turns.rig, whole)
          const packets = new Set(turns.machines.flatMap(({ station }) => rowsOf(station, 'recording')))
          expect(result).toMatchObject({ packets: packets.size, missing: [], damaged: [] })
          expect(result.packets).toBeGreaterThan(0)
          const back = await openRestored(turns.rig, whole)
          expect(back.station.read.all('SELECT id FROM recording')).toHaveLength(packets.size)
          back.store.close()
        } finally {
          await turns.close()
        }
      },
    ),
    { numRuns: 8, examples: [['vfat', oneNumberInTwoMonths]] },
  )
})
