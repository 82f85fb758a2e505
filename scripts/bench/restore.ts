// Restore and its plan against restic, borg, rsync and `cp -a` + sync in the same minute, and the plan at ten times the packets (BACKUP: targets).
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runBackup, nodeDisk } from '../../src/core/backup/index.ts'
import { realRig, type RealRig } from '../../src/core/backup/testing/real.ts'
import { seedPackets } from '../../src/core/backup/testing/seed.ts'
import { planRestore, readSources, restoreInThread, runRestore } from '../../src/core/restore/index.ts'
import { fakePorts, TEST_COST, TEST_PASSPHRASE } from '../../src/core/testing/index.ts'
import { formatPublicKey, publicOf } from '../../src/lib/minisign.ts'
import { canMount } from '../e2e/volumes.ts'
import { type BenchResult, median, result } from './result.ts'

const PACKET = 300_000
const RECORDS = 2000
const ROUNDS = 3
const SMALL = { bytes: 2000, photo: 500 }
const SERIES = [1000, 10_000] as const

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const ms = (value: number) => `${Math.round(value)} ms`

/** What the station's disk is read by: its root and its supervisor's password. */
function sourceOf({ on, volume }: RealRig) {
  return {
    disks: [volume.mount],
    trust: formatPublicKey(publicOf(on.dinas.root)),
    passphrase: TEST_PASSPHRASE,
  }
}

/** Nothing of what was written or read before is remembered. */
function forget(): void {
  spawnSync('sync')
  writeFileSync('/proc/sys/vm/drop_caches', '3')
}

/** Work into a fresh folder that goes again; milliseconds. */
async function intoFolder(work: (folder: string) => unknown): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-bench-'))
  try {
    forget()
    return await timed(() => work(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ours(rig: RealRig, folder: string): Promise<void> {
  const hands = restoreInThread()
  try {
    await runRestore(sourceOf(rig), {
      ports: fakePorts({ seed: folder }),
      paths: { station: folder, resources: rig.station.paths.resources },
      hands,
      onProgress: () => undefined,
      cost: TEST_COST,
    })
  } finally {
    await hands.close()
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = '/'): void {
  const { status, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, ...env },
  })
  if (status !== 0) throw new Error(`${program}: ${stderr}`)
}

type Peer = (folder: string) => void

/** Each peer has its own copy of packets and store on the same volume; answers how it brings them back. */
function peers(rig: RealRig): Map<string, Peer> {
  const from = [rig.station.paths.packets, rig.station.paths.store]
  const at = (name: string) => join(rig.volume.mount, name)
  const known = new Map<string, () => Peer>([
    [
      'restic',
      () => {
        const password = join(rig.on.temp('restic'), 'password')
        writeFileSync(password, 'sample')
        const env = { RESTIC_CACHE_DIR: rig.on.temp('restic-cache') }
        const args = ['-q', '-r', at('restic'), '-p', password]
        run('restic', [...args, 'init'], env)
        run('restic', [...args, 'backup', ...from], env)
        return (folder) => run('restic', [...args, 'restore', 'latest', '--target', folder], env)
      },
    ],
    [
      'borg',
      () => {
        const env = { BORG_PASSPHRASE: 'sample', BORG_BASE_DIR: rig.on.temp('borg') }
        run('borg', ['init', '-e', 'repokey', at('borg')], env)
        run('borg', ['create', `${at('borg')}::all`, ...from], env)
        return (folder) => run('borg', ['extract', `${at('borg')}::all`], env, folder)
      },
    ],
    [
      'rsync',
      () => {
        mkdirSync(at('copy'))
        run('rsync', ['-a', ...from, at('copy')])
        return (folder) => run('rsync', ['-a', `${at('copy')}/`, folder])
      },
    ],
    ['cp -a', () => (folder) => run('cp', ['-a', `${at('copy')}/.`, folder])],
  ])
  return new Map(
    [...known].flatMap(([name, make]) => {
      const isThere = spawnSync('which', [name.split(' ')[0]!]).status === 0
      return isThere ? [[name, make()] as const] : []
    }),
  )
}

/** The whole of a station back from one disk; all of them end with everything on the medium. */
async function benchRestore(): Promise<BenchResult[]> {
  const rig = await realRig('ext4', { bytes: 6 * 2 ** 30, seed: 'bench restore' })
  try {
    await seedPackets(rig.station, RECORDS, { bytes: PACKET, photo: 2000 })
    await runBackup(rig.station, rig.volume.mount)
    const others = peers(rig)
    const mine: number[] = []
    const theirs = new Map([...others.keys()].map((name) => [name, [] as number[]]))
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await intoFolder((folder) => ours(rig, join(folder, 'station'))))
      for (const [name, restore] of others)
        theirs.get(name)!.push(
          await intoFolder((folder) => {
            restore(folder)
            run('sync', [])
          }),
        )
    }
    const size = `${RECORDS} x ${PACKET / 1000} kB, medians of ${ROUNDS}`
    return [...theirs].map(([name, times]) => {
      const [we, they] = [median(mine), median(times)]
      return result(
        `restore against ${name}`,
        we / they,
        name === 'restic' ? 0.7 : 1,
        `${ms(we)} to ${ms(they)}; ${size}`,
      )
    })
  } finally {
    await rig.close()
  }
}

/** The plan reads every packet: its time per packet must not grow. */
async function benchPlan(): Promise<BenchResult> {
  const each: number[] = []
  const whole: number[] = []
  for (const records of SERIES) {
    const rig = await realRig('ext4', { bytes: 2 ** 30, seed: `bench plan ${records}` })
    try {
      await seedPackets(rig.station, records, SMALL)
      await runBackup(rig.station, rig.volume.mount)
      const sources = await readSources(sourceOf(rig))
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        forget()
        times.push(await timed(() => planRestore(nodeDisk, sources, () => undefined)))
      }
      whole.push(median(times))
      each.push(median(times) / records)
    } finally {
      await rig.close()
    }
  }
  const [few = 1, many = 1] = each
  const detail = SERIES.map((records, n) => `${records}: ${ms(whole[n]!)}`).join(', ')
  return result('plan, time per packet at ten times the packets', many / few, 2, detail)
}

/** Needs root and loop devices; elsewhere it says that it could not measure. */
export async function benchRestores(): Promise<BenchResult[]> {
  if (!canMount('ext4')) {
    process.stdout.write('restore: not measured, loop devices need root\n')
    return []
  }
  return [await benchPlan(), ...(await benchRestore())]
}
