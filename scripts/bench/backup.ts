// Incremental backups at ten times the records, the core's event loop meanwhile, and restic as a peer (issue: speed; BACKUP: targets).
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { runBackup } from '../../src/core/backup/index.ts'
import { realRig, type RealRig } from '../../src/core/backup/testing/real.ts'
import { seedPackets } from '../../src/core/backup/testing/seed.ts'
import { canMount } from '../e2e/volumes.ts'
import { type BenchResult, median, result } from './result.ts'

const NEW = 60
const ROUNDS = 5
const PACKET = 300_000
/** Packets of the past are small: how many there are is the question, not how large. */
const SMALL = { bytes: 2000, photo: 2000 }
const LARGE = { bytes: PACKET, photo: 40_000 }
const DISK = 4 * 2 ** 30

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const ms = (value: number) => `${Math.round(value)} ms`

/** Milliseconds of a backup of 60 new records, each round its own, at a station that has `records` on the disk already. */
async function incremental(rig: RealRig): Promise<number> {
  await seedPackets(rig.station, NEW, LARGE)
  // As sealing does: what is measured is the backup, not the end of the writing before it.
  rig.station.checkpoint()
  return timed(() => runBackup(rig.station, rig.volume.mount))
}

async function stationWith(records: number): Promise<RealRig> {
  const rig = await realRig('ext4', { bytes: DISK, seed: `bench ${records}` })
  await seedPackets(rig.station, records, SMALL)
  await runBackup(rig.station, rig.volume.mount)
  // The first one after it brings the register lines of the first: those belong to it.
  await incremental(rig)
  return rig
}

/** 60 new records at 1,000 and at 10,000 records, in turns. */
async function benchGrowth(): Promise<BenchResult> {
  const few = await stationWith(1000)
  const many = await stationWith(10_000)
  try {
    const at: { few: number[]; many: number[] } = { few: [], many: [] }
    for (let round = 0; round < ROUNDS; round++) {
      at.few.push(await incremental(few))
      at.many.push(await incremental(many))
    }
    const [small, large] = [median(at.few), median(at.many)]
    const detail = `${NEW} records of ${PACKET / 1000} kB: ${ms(small)} at 1,000, ${ms(large)} at 10,000; medians of ${ROUNDS}, read back from the medium`
    return result('incremental backup at ten times the records', large / small, 1.2, detail)
  } finally {
    await few.close()
    await many.close()
  }
}

/** restic into a repository of its own on the same volume: `init` is not counted. */
function resticOn(rig: RealRig): (() => number) | undefined {
  if (spawnSync('restic', ['version']).status !== 0) return undefined
  const password = join(rig.on.temp('restic'), 'password')
  writeFileSync(password, 'sample')
  const repository = join(rig.volume.mount, 'restic')
  mkdirSync(repository, { recursive: true })
  const run = (...args: string[]) => {
    const began = performance.now()
    const { status, stderr } = spawnSync('restic', ['-q', '-r', repository, '-p', password, ...args], {
      encoding: 'utf8',
      env: { ...process.env, RESTIC_CACHE_DIR: rig.on.temp('restic-cache') },
    })
    if (status !== 0) throw new Error(stderr)
    return performance.now() - began
  }
  run('init')
  return () => run('backup', rig.station.paths.packets, rig.station.paths.store)
}

/** A full backup and +50 against restic in the same minute, and how late the core's event loop runs during the full one. */
async function benchFull(): Promise<BenchResult[]> {
  const rig = await realRig('ext4', { bytes: DISK, seed: 'bench full' })
  try {
    const records = 2000
    await seedPackets(rig.station, records, { bytes: PACKET, photo: 2000 })
    const delay = monitorEventLoopDelay({ resolution: 2 })
    delay.enable()
    const full = await timed(() => runBackup(rig.station, rig.volume.mount))
    delay.disable()
    const [p99, max] = [delay.percentile(99) / 1e6, delay.max / 1e6]
    const loop = `p99 ${p99.toFixed(1)} ms, at most ${max.toFixed(1)} ms, during ${ms(full)} of full backup (${records} x ${PACKET / 1000} kB)`
    const results = [result("the core's event loop during a backup, p99 against 50 ms", p99 / 50, 1, loop)]
    const restic = resticOn(rig)
    if (!restic) return results
    const resticFull = restic()
    results.push(
      result(
        'full backup, read back, against restic',
        full / resticFull,
        0.9,
        `${ms(full)} to ${ms(resticFull)}`,
      ),
    )
    await runBackup(rig.station, rig.volume.mount)
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round < 3; round++) {
      await seedPackets(rig.station, 50, { bytes: PACKET, photo: 2000 })
      ours.push(await timed(() => runBackup(rig.station, rig.volume.mount)))
      theirs.push(restic())
    }
    const detail = `${ms(median(ours))} to ${ms(median(theirs))}, medians of 3`
    return [
      ...results,
      result('+50 records, read back, against restic', median(ours) / median(theirs), 0.2, detail),
    ]
  } finally {
    await rig.close()
  }
}

/** Needs root and loop devices; elsewhere it says that it could not measure. */
export async function benchBackup(): Promise<BenchResult[]> {
  if (!canMount('ext4')) {
    process.stdout.write('backup: not measured, loop devices need root\n')
    return []
  }
  return [await benchGrowth(), ...(await benchFull())]
}
