// What a backup and a plan of restoring cost at ten times the records, and their memory (issue: speed). REKAM_BENCH_GROWTH=1000000: the long form.
import { runBackup } from '../../src/core/backup/index.ts'
import type { RealRig } from '../../src/core/backup/testing/real.ts'
import { canMount } from '../e2e/volumes.ts'
import { inChild, LARGE, onDisk, seedMany, sourceOf, stationOf } from './disk/rig.ts'
import { forget, ms, timed } from './disk/tools.ts'
import { type BenchResult, median, result } from './result.ts'

/** The larger of the two stations; the smaller has a tenth. */
const MANY = Number(process.env['REKAM_BENCH_GROWTH'] ?? 10_000)
/** Packets of the past are small: how many there are is the question, not how large. */
const SMALL = { bytes: 1000, photo: 200 }
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

/** A plan reads every packet, since it says which are sound: its time for one packet must not grow. */
async function benchPlan(few: Grown, many: Grown): Promise<BenchResult[]> {
  const planOf = ({ rig }: Grown) => {
    forget()
    return inChild({ task: 'plan', source: sourceOf(rig) })
  }
  const small = await planOf(few)
  const large = await planOf(many)
  const each = (took: number, { records }: Grown) => took / records
  const detail = `${ms(small.ms)} at ${few.records}, ${ms(large.ms)} at ${many.records}`
  const ratio = each(large.ms, many) / each(small.ms, few)
  return [
    result('plan, time of a packet at ten times the packets', ratio, 2, detail),
    result(
      `memory of a plan at ${many.records} against 300 MB`,
      large.mb / MEMORY_MB,
      1,
      `${large.mb.toFixed(0)} MB`,
    ),
  ]
}

/** Needs root and loop devices; elsewhere it says that it could not measure. */
export async function benchGrowth(): Promise<BenchResult[]> {
  if (!canMount('ext4')) {
    process.stdout.write('growth: not measured, loop devices need root\n')
    return []
  }
  const few = await grow(MANY / 10)
  const many = await grow(MANY)
  try {
    const memory = many.full.mb / MEMORY_MB
    const detail = `${many.full.mb.toFixed(0)} MB, ${ms(many.full.ms)}`
    return [
      await benchIncremental(few, many),
      result(`memory of a full backup at ${MANY} against 300 MB`, memory, 1, detail),
      ...(await benchPlan(few, many)),
    ]
  } finally {
    for (const { rig } of [few, many]) await rig.close()
  }
}
