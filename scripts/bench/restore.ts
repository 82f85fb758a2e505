// Restore against restic, borg, rsync and `cp -a` + sync in one run on packets of 300 kB, against what the medium alone takes, and its memory (issue: speed; BACKUP: targets).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { runBackup } from '../../src/core/backup/index.ts'
import type { RealRig } from '../../src/core/backup/testing/real.ts'
import { canMount, makeVolume } from '../e2e/volumes.ts'
import { freshPeers, type Peer } from './disk/peers.ts'
import { inChild, LARGE, PACKET_BYTES, PACKETS, roomFor, ROUNDS, sourceOf, stationOf } from './disk/rig.ts'
import { forget, inFolder, ms, run, timed } from './disk/tools.ts'
import { type BenchResult, median, result } from './result.ts'

const MEMORY_MB = 300
const MEDIUM = 'a copy of the volumes as they lie'

/** Milliseconds of our core, as it ships; all of them end with everything on the medium. */
async function ours(rig: RealRig, folder: string): Promise<number> {
  return (await restored(rig, folder)).ms
}

function restored(rig: RealRig, folder: string): Promise<{ ms: number; mb: number }> {
  const { resources } = rig.station.paths
  forget()
  return inChild({ task: 'restore', source: sourceOf(rig), station: join(folder, 'station'), resources })
}

/** The same of a peer, whose program has been loaded too. */
function theirs({ name, restore }: Peer, folder: string): Promise<number> {
  forget()
  run(name.split(' ')[0]!, ['--help'])
  return timed(() => {
    restore(folder)
    run('sync', ['-f', folder])
  })
}

/** What the medium alone takes: the disk's few long files read and written as they lie, and nothing known of what is in them (decision 243). */
function asTheyLie({ volume }: RealRig, folder: string): Promise<number> {
  forget()
  return timed(() => {
    run('cp', ['-r', join(volume.mount, 'REKAM'), folder])
    run('sync', ['-f', folder])
  })
}

/**
 * Fresh folders that all stay until the last round: whoever makes files on ext4 passes over each inode that was deleted in the minutes before,
 * and would pay for the tidying up after another (a fifth of restic's time, as measured).
 */
function freshIn(parent: string): () => string {
  let next = 0
  return () => {
    const folder = join(parent, String(next++))
    mkdirSync(folder)
    return folder
  }
}

async function table(rig: RealRig): Promise<BenchResult[]> {
  const peersOn = makeVolume('ext4', { bytes: 4 * roomFor(PACKETS, PACKET_BYTES), uncached: true })
  try {
    const peers = freshPeers(peersOn.mount, (name) => rig.on.temp(name), [
      rig.station.paths.packets,
      rig.station.paths.store,
    ])
    for (const peer of peers) peer.backup()
    const mine: number[] = []
    const others = new Map<string, (folder: string) => Promise<number>>([
      ...peers.map((peer) => [peer.name, (folder: string) => theirs(peer, folder)] as const),
      [MEDIUM, (folder) => asTheyLie(rig, folder)],
    ])
    const times = new Map<string, number[]>([...others.keys()].map((name) => [name, []]))
    await inFolder(async (parent) => {
      const fresh = freshIn(parent)
      for (let round = 0; round < ROUNDS; round++) {
        mine.push(await ours(rig, fresh()))
        for (const [name, restore] of others) times.get(name)!.push(await restore(fresh()))
      }
    })
    const we = median(mine)
    return [...times].map(([name, took]) => {
      const detail = `${ms(we)} to ${ms(median(took))}; ${PACKETS} x ${PACKET_BYTES / 1000} kB, medians of ${ROUNDS}`
      return result(`restore against ${name}`, we / median(took), name === 'restic' ? 0.7 : Infinity, detail)
    })
  } finally {
    peersOn[Symbol.dispose]()
  }
}

async function memory(rig: RealRig): Promise<BenchResult[]> {
  const tasks = {
    plan: await inChild({ task: 'plan', source: sourceOf(rig) }),
    restore: await inFolder((folder) => restored(rig, folder)),
  }
  return Object.entries(tasks).map(([task, { mb, ms: took }]) => {
    const detail = `${mb.toFixed(0)} MB at most in a process of its own, ${ms(took)}`
    return result(`memory of a ${task} against 300 MB`, mb / MEMORY_MB, 1, detail)
  })
}

/** Needs root and loop devices; elsewhere it says that it could not measure. */
export async function benchRestore(): Promise<BenchResult[]> {
  if (!canMount('ext4')) {
    process.stdout.write('restore: not measured, loop devices need root\n')
    return []
  }
  const rig = await stationOf('bench restore', PACKETS, LARGE)
  try {
    await runBackup(rig.station, rig.volume.mount)
    return [...(await table(rig)), ...(await memory(rig))]
  } finally {
    await rig.close()
  }
}
