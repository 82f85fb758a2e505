import { stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { faultOfErrno } from '../../lib/fault.ts'
import type { Ports } from '../ports.ts'
import { refuse } from '../refuse.ts'

function isWithin(mount: string, folder: string): boolean {
  const below = relative(mount, folder)
  return below === '' || (below.split(sep)[0] !== '..' && resolve(below) !== below)
}

export interface Place {
  /** Where the volume is mounted; the folder itself where no volume is known. */
  readonly mount: string
  /** File system id of the volume, empty where none is known. */
  readonly volume: string
}

/** The volume that holds a folder. */
export async function placeOf({ volumes }: Pick<Ports, 'volumes'>, folder: string): Promise<Place> {
  const around = (await volumes.list()).filter(({ mount }) => isWithin(resolve(mount), folder))
  const [volume] = around.toSorted((a, b) => b.mount.length - a.mount.length)
  return volume ? { mount: resolve(volume.mount), volume: volume.id } : { mount: folder, volume: '' }
}

/** Bytes that are free where a folder is; FILE-MISSING for a folder that is not there. */
export async function freeIn(ports: Ports, folder: string): Promise<number> {
  try {
    if (!(await stat(folder)).isDirectory()) throw refuse('FILE-MISSING', { path: folder })
  } catch (error) {
    throw faultOfErrno(error, 'stat', folder)
  }
  return (await ports.space(folder)).free
}
