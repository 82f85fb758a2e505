// Restore against restic, borg, rsync and `cp -a` + sync in one run on packets of 300 kB, and its memory (issue: speed; BACKUP: targets).
import { join } from 'node:path'
import { runBackup } from '../../src/core/backup/index.ts'
import type { RealRig } from '../../src/core/backup/testing/real.ts'
import { restoreInThread, runRestore } from '../../src/core/restore/index.ts'
import { fakePorts, TEST_COST } from '../../src/core/testing/index.ts'
import { canMount, makeVolume } from '../e2e/volumes.ts'
import { freshPeers } from './disk/peers.ts'
import { inChild, LARGE, PACKET_BYTES, PACKETS, roomFor, ROUNDS, sourceOf, stationOf } from './disk/rig.ts'
import { forget, inFolder, ms, run, timed } from './disk/tools.ts'
import { type BenchResult, median, result } from './result.ts'

const MEMORY_MB = 300

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

/** Each into a fresh folder that goes again; all of them end with everything on the medium. */
function cold(work: (folder: string) => unknown): Promise<number> {
  return inFolder((folder) => {
    forget()
    return timed(() => work(folder))
  })
}

async function table(rig: RealRig): Promise<BenchResult[]> {
  const peersOn = makeVolume('ext4', { bytes: 4 * roomFor(PACKETS, PACKET_BYTES) })
  try {
    const peers = freshPeers(peersOn.mount, rig.on.temp, [rig.station.paths.packets, rig.station.paths.store])
    for (const peer of peers) peer.backup()
    const mine: number[] = []
    const theirs = new Map<string, number[]>(peers.map(({ name }) => [name, []]))
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await cold((folder) => ours(rig, join(folder, 'station'))))
      for (const { name, restore } of peers) {
        const took = await cold((folder) => {
          restore(folder)
          run('sync', ['-f', folder])
        })
        theirs.get(name)!.push(took)
      }
    }
    const we = median(mine)
    return [...theirs].map(([name, times]) => {
      const detail = `${ms(we)} to ${ms(median(times))}; ${PACKETS} x ${PACKET_BYTES / 1000} kB, medians of ${ROUNDS}`
      return result(`restore against ${name}`, we / median(times), name === 'restic' ? 0.7 : Infinity, detail)
    })
  } finally {
    peersOn[Symbol.dispose]()
  }
}

function memory(rig: RealRig): Promise<BenchResult[]> {
  return inFolder(async (folder) => {
    const source = sourceOf(rig)
    const { resources } = rig.station.paths
    const jobs = [
      { task: 'plan', source },
      { task: 'restore', source, station: join(folder, 'station'), resources },
    ] as const
    return jobs.map((job) => {
      const { mb, ms: took } = inChild(job)
      const detail = `${mb.toFixed(0)} MB at most in a process of its own, ${ms(took)}`
      return result(`memory of a ${job.task} against 300 MB`, mb / MEMORY_MB, 1, detail)
    })
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
