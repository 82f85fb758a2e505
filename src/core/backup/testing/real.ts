import { join } from 'node:path'
import {
  canMount,
  makeVolume,
  type TestVolume,
  type VolumeKind,
  type VolumeOptions,
} from '../../../../scripts/e2e/volumes.ts'
import type { Ports } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { pairDisk } from '../pair.ts'
import { linuxVolumes } from '../volumes/linux.ts'

export { canMount }

/** A test station over real volumes: loop devices and FUSE daemons. */
export interface RealRig {
  readonly on: TestStation
  readonly station: Station
  readonly ports: Ports
  readonly volume: TestVolume
  /** Path below the station's folder of this month on the disk. */
  path(...names: string[]): string
  close(): Promise<void>
}

/** A new volume of the kind, paired. */
export async function realRig(
  kind: VolumeKind,
  { seed = 'real', ...options }: Pick<VolumeOptions, 'bytes' | 'uncached'> & { seed?: string } = {},
): Promise<RealRig> {
  const on = await openTestStation({ seed })
  const volume = makeVolume(kind, options)
  const ports = { ...on.ports, volumes: linuxVolumes({ roots: [join(volume.mount, '..')], pretended: true }) }
  const station = Object.create(on.station, { ports: { value: ports } }) as Station
  await pairDisk(station, { mount: volume.mount, kind: 'rotation', label: 'DISK NYATA', place: '' })
  return {
    on,
    station,
    ports,
    volume,
    path: (...names) => join(volume.mount, 'REKAM', station.code, ...names),
    async close() {
      volume[Symbol.dispose]()
      await on.close()
    },
  }
}
