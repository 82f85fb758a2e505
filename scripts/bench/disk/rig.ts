import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { hex } from '../../../src/lib/bytes.ts'
import { formatPublicKey, publicOf } from '../../../src/lib/minisign.ts'
import { putAside } from '../../../src/core/db/aside.ts'
import { pairDisk } from '../../../src/core/backup/index.ts'
import { realRig, type RealRig } from '../../../src/core/backup/testing/real.ts'
import { seedPackets, type Size } from '../../../src/core/backup/testing/seed.ts'
import { TEST_PASSPHRASE } from '../../../src/core/testing/index.ts'
import { bundleCore } from '../../build/core.ts'
import { projectRoot } from '../../electron-runtime/places.mjs'
import { makeVolume, type TestVolume } from '../../e2e/volumes.ts'
import type { ChildJob } from './child.ts'

/** Packets of the main table; REKAM_BENCH_PACKETS=500 is the quick form. */
export const PACKETS = Number(process.env['REKAM_BENCH_PACKETS'] ?? 5000)
export const PACKET_BYTES = 300_000
/** Register lines are as long as those of the desk; photos, which the snapshot carries, are not what is measured. */
export const LARGE = { bytes: PACKET_BYTES, photo: 2000 }
export const ROUNDS = 3
/** Packets that come in one transaction: where rows of random ids go, most pages of an index are written once for each. */
const CHUNK = 20_000
/** Of the station's pages that are held in memory while packets come, KiB: all of a million's, so that none is read again. */
const SEEDING_KB = 4 << 20

/** Room for all of it once, and some more. */
export function roomFor(packets: number, bytes: number): number {
  return Math.ceil(packets * (bytes + 8192) * 1.3) + 2 ** 29
}

export async function seedMany(rig: RealRig, count: number, size: Size): Promise<void> {
  const { station } = rig
  // Its own is given back: what is measured later is the station as the program opens it.
  const own = station.read.get<{ cache_size: number }>('PRAGMA cache_size')?.cache_size ?? 0
  const hold = (pages: number) => station.write.transaction((tx) => tx.run(`PRAGMA cache_size = ${pages}`))
  await hold(-SEEDING_KB)
  // As while a store is filled (decision 239): the lists are made once. All of them are, so for a few more packets they are kept up to each.
  const lists = count > CHUNK ? await station.write.transaction((tx) => putAside(tx, 'list')) : undefined
  for (let left = count; left > 0; left -= CHUNK) {
    await seedPackets(station, Math.min(CHUNK, left), size)
    // As sealing does: what is measured is the backup, not the end of the writing before it.
    station.checkpoint()
  }
  if (lists) await station.write.transaction(lists)
  station.checkpoint()
  await hold(own)
}

export async function stationOf(
  seed: string,
  count: number,
  size: Size & { readonly bytes: number },
): Promise<RealRig> {
  const rig = await realRig('ext4', { bytes: roomFor(count, size.bytes), uncached: true, seed })
  // A test's clock stands still: volumes would never grow beyond the first, which is made for a disk that nobody knows yet (engine/pace.ts).
  Object.assign(rig.station.ports, { uptime })
  await seedMany(rig, count, size)
  return rig
}

/** Another disk of the station, paired, empty. */
export async function newDisk(rig: RealRig, bytes: number): Promise<TestVolume> {
  const volume = makeVolume('ext4', { bytes, uncached: true })
  await pairDisk(rig.station, { mount: volume.mount, kind: 'rotation', label: 'DISK LAIN', place: '' })
  return volume
}

/** What the station's disk is read by: its root and its supervisor's password. */
export function sourceOf({ on, volume }: RealRig) {
  return {
    disks: [volume.mount],
    trust: formatPublicKey(publicOf(on.dinas.root)),
    passphrase: TEST_PASSPHRASE,
  }
}

/** Names the station's folder, its key and a disk for a task in a process of its own. */
export function onDisk(rig: RealRig, task: 'backup' | 'verify', mount: string, seed: string): ChildJob {
  return { task, folder: rig.on.folder, key: hex(rig.station.keys.store), mount, seed }
}

let program: Promise<string> | undefined

/** As the shell starts the core (electron/core-environment.ts): what V8 and the C library keep of memory decides as much as what is asked for. */
const ARGV = ['--max-semi-space-size=16', '--heap-growing-percent=40']
const ENVIRONMENT = {
  ...process.env,
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(8 << 20),
  UV_THREADPOOL_SIZE: '8',
}

/** The task in a process of its own, started as the shell starts the core. */
export async function inChild(job: ChildJob): Promise<{ ms: number; mb: number }> {
  program ??= bundledChild()
  const args = [...ARGV, await program, JSON.stringify(job)]
  const said = execFileSync(process.execPath, args, { encoding: 'utf8', env: ENVIRONMENT })
  return JSON.parse(said) as { ms: number; mb: number }
}

/** Bundled as the core ships: each thread that runs from sources holds 80 MB of compiler besides. */
async function bundledChild(): Promise<string> {
  const folder = join(projectRoot, 'out', 'bench')
  rmSync(folder, { recursive: true, force: true })
  await bundleCore(projectRoot, folder, { child: join(import.meta.dirname, 'child.ts') })
  return join(folder, 'child.mjs')
}
