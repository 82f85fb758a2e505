// Restore against restic, borg, rsync and `cp -a` + sync in one run on packets of 300 kB, and its memory (issue: speed; BACKUP: targets).
import { join } from 'node:path'
import { runBackup } from '../../src/core/backup/index.ts'
import type { RealRig } from '../../src/core/backup/testing/real.ts'
import { canMount, makeVolume } from '../e2e/volumes.ts'
import { freshPeers, type Peer } from './disk/peers.ts'
import { inChild, LARGE, PACKET_BYTES, PACKETS, roomFor, ROUNDS, sourceOf, stationOf } from './disk/rig.ts'
import { forget, inFolder, ms, run, timed } from './disk/tools.ts'
import { type BenchResult, median, result } from './result.ts'

const MEMORY_MB = 300

/** Milliseconds of our core, as it ships, into a fresh folder that goes again; all of them end with everything on the medium. */
function ours(rig: RealRig): Promise<number> {
  return inFolder(async (folder) => (await restored(rig, folder)).ms)
}

function restored(rig: RealRig, folder: string): Promise<{ ms: number; mb: number }> {
  const { resources } = rig.station.paths
  forget()
  return inChild({ task: 'restore', source: sourceOf(rig), station: join(folder, 'station'), resources })
}

/** The same of a peer, whose program has been loaded too. */
function theirs({ name, restore }: Peer): Promise<number> {
  return inFolder((folder) => {
    forget()
    run(name.split(' ')[0]!, ['--help'])
    return timed(() => {
      restore(folder)
      run('sync', ['-f', folder])
    })
  })
}

async function table(rig: RealRig): Promise<BenchResult[]> {
  const peersOn = makeVolume('ext4', { bytes: 4 * roomFor(PACKETS, PACKET_BYTES) })
  try {
    const peers = freshPeers(peersOn.mount, (name) => rig.on.temp(name), [
      rig.station.paths.packets,
      rig.station.paths.store,
    ])
    for (const peer of peers) peer.backup()
    const mine: number[] = []
    const times = new Map<string, number[]>(peers.map(({ name }) => [name, []]))
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await ours(rig))
      for (const peer of peers) times.get(peer.name)!.push(await theirs(peer))
    }
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
