import { stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { faultOfErrno } from '../../lib/fault.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'
import type { Packet } from './queries.ts'

/** Clusters of exFAT: a file takes up this much more at most. */
const CLUSTER = 128 * 1024
const LETTER = 2 << 20

function isWithin(mount: string, folder: string): boolean {
  const below = relative(mount, folder)
  return below === '' || (below.split(sep)[0] !== '..' && resolve(below) !== below)
}

/** Where the volume that holds a folder is mounted; the folder itself where no volume is known. */
export async function mountOf({ volumes }: Ports, folder: string): Promise<string> {
  const mounts = (await volumes.list()).map(({ mount }) => resolve(mount))
  const around = mounts.filter((mount) => isWithin(mount, folder))
  return around.toSorted((a, b) => b.length - a.length)[0] ?? folder
}

/** FILE-MISSING for a folder that is not there, DISK-FULL where the bag would not fit. */
export async function checkPlace(ports: Ports, folder: string, packets: readonly Packet[]): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory()) throw refuse('FILE-MISSING', { path: folder })
  } catch (error) {
    throw faultOfErrno(error, 'stat', folder)
  }
  const bytes = packets.reduce((sum, packet) => sum + packet.bytes + 2 * CLUSTER, LETTER)
  const { free } = await ports.space(folder)
  if (free < bytes) throw refuse('DISK-FULL', { needed: bytes, free })
}
