// What a backup and a plan of restoring cost at ten times the records, and the memory of these, of a dry run and of a restore (issue: speed). REKAM_BENCH_GROWTH=1000000: the long form.
import { join } from 'node:path'
import { runBackup } from '../../src/core/backup/index.ts'
import type { RealRig } from '../../src/core/backup/testing/real.ts'
import { canMount } from '../e2e/volumes.ts'
import { inChild, LARGE, onDisk, seedMany, sourceOf, stationOf } from './disk/rig.ts'
import { forget, inFolder, ms, timed } from './disk/tools.ts'
import { type BenchResult, median, result } from './result.ts'

/** The larger of the two stations; the smaller has a tenth. */
const MANY = Number(process.env['REKAM_BENCH_GROWTH'] ?? 10_000)
/** Packets of the past are small: how many there are is the question, not how large. */
const SMALL = { bytes: 1000, photo: 200, alike: true }
const NEW = 60
const ROUNDS = 5
const MEMORY_MB = 300

interface Grown {
  readonly records: number
  readonly rig: RealRig
}

/** Milliseconds of a backup of 60 new records, at a station that has many on the disk already. */
async function incremental({ rig }: Grown): Promise<number> {
  await seedMany(rig, NEW, LARGE)
  return timed(() => runBackup(rig.station, rig.volume.mount))
}

async function grow(records: number): Promise<Grown & { full: { ms: number; mb: number } }> {
  const rig = await stationOf(`bench ${records}`, records, SMALL)
  process.stderr.write(`growth: a station of ${records} is there\n`)
  const full = await inChild(onDisk(rig, 'backup', rig.volume.mount, `full ${records}`))
  const grown = { records, rig }
  // The first one after it brings the register lines of the first: those belong to it.
  await incremental(grown)
  return { ...grown, full }
}

async function benchIncremental(few: Grown, many: Grown): Promise<BenchResult> {
  const times = { few: [] as number[], many: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.few.push(await incremental(few))
    times.many.push(await incremental(many))
  }
  const [small, large] = [median(times.few), median(times.many)]
  const detail = `${NEW} records of 300 kB: ${ms(small)} at ${few.records}, ${ms(large)} at ${many.records}; medians of ${ROUNDS}`
  return result('incremental backup at ten times the records', large / small, 1.2, detail)
}

/** What reads sources, each in a process of its own. */
const READING = {
  plan: ({ rig }: Grown) => inChild({ task: 'plan', source: sourceOf(rig) }),
  'dry run': ({ rig }: Grown) => inChild({ task: 'dry run', source: sourceOf(rig) }),
  restore: ({ rig }: Grown) =>
    inFolder((folder) => {
      const { resources } = rig.station.paths
      return inChild({ task: 'restore', source: sourceOf(rig), station: join(folder, 'station'), resources })
    }),
}

/** The most memory of each, and what a packet more takes. */
async function* benchMemory(few: Grown, many: Grown): AsyncGenerator<BenchResult> {
  for (const [task, read] of Object.entries(READING)) {
    const [small, large] = [await read(few), await read(many)]
    const slope = ((large.mb - small.mb) * 1024) / (many.records - few.records)
    const detail = `${small.mb.toFixed(0)} MB at ${few.records}, ${large.mb.toFixed(0)} MB at ${many.records}: ${slope.toFixed(2)} kB a packet; ${ms(large.ms)}`
    yield result(`memory of a ${task} at ${many.records} against 300 MB`, large.mb / MEMORY_MB, 1, detail)
  }
}

/** A plan reads every packet, since it says which are sound: its time for one packet must not grow. */
async function benchPlan(few: Grown, many: Grown): Promise<BenchResult> {
  const planOf = (grown: Grown) => {
    forget()
    return READING.plan(grown)
  }
  const small = await planOf(few)
  const large = await planOf(many)
  const each = (took: number, { records }: Grown) => took / records
  const detail = `${ms(small.ms)} at ${few.records}, ${ms(large.ms)} at ${many.records}`
  const ratio = each(large.ms, many) / each(small.ms, few)
  return result('plan, time of a packet at ten times the packets', ratio, 2, detail)
}

/** Needs root and loop devices; elsewhere it says that it could not measure. The long form takes an hour, so each figure is told when it is there. */
export async function* benchGrowth(): AsyncGenerator<BenchResult> {
  if (!canMount('ext4')) {
    process.stdout.write('growth: not measured, loop devices need root\n')
    return
  }
  const few = await grow(MANY / 10)
  const many = await grow(MANY)
  try {
    const memory = many.full.mb / MEMORY_MB
    const detail = `${many.full.mb.toFixed(0)} MB, ${ms(many.full.ms)}`
    yield result(`memory of a full backup at ${MANY} against 300 MB`, memory, 1, detail)
    yield await benchIncremental(few, many)
    yield await benchPlan(few, many)
    yield* benchMemory(few, many)
  } finally {
    for (const { rig } of [few, many]) await rig.close()
  }
}
