import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { linuxVolumes, pairDisk, runBackup } from '../../../src/core/backup/index.ts'
import { seedPackets } from '../../../src/core/backup/testing/seed.ts'
import type { Station } from '../../../src/core/station.ts'
import { openTestStation, type TestStation } from '../../../src/core/testing/index.ts'
import { canMount, makeVolume } from '../../e2e/volumes.ts'
import { foreign, lacking, lostCopies, outcomeOf, restored, wrongAtStation, wrongOnDisk } from '../judge.ts'
import type { Part, Trials } from '../part.ts'

interface Desk {
  readonly on: TestStation
  readonly station: Station
  readonly sealed: Map<string, string>
  seal(count: number, bytes?: number): Promise<void>
}

async function desk(seed: string, code: string, like?: TestStation): Promise<Desk> {
  const on = await openTestStation({ seed, station: code, ...(like ? { dinas: like.dinas } : {}) })
  const volumes = linuxVolumes({ roots: ['/tmp'], pretended: true })
  const station = Object.create(on.station, { ports: { value: { ...on.ports, volumes } } }) as Station
  const sealed = new Map<string, string>()
  return {
    on,
    station,
    sealed,
    async seal(count, bytes = 5000) {
      for (const { id, sha256 } of await seedPackets(station, count, { bytes, photo: 100 }))
        sealed.set(id, sha256)
    },
  }
}

/** Two stations of one Dinas write to one disk, in turns and at the same time. */
async function shared(trials: Trials): Promise<void> {
  const volume = makeVolume('ext4', { bytes: 256 << 20 })
  const first = await desk(`first ${trials.seed}`, '5272-01-A')
  const second = await desk(`second ${trials.seed}`, '5272-01-B', first.on)
  const both = [first, second]
  try {
    const pair = ({ station }: Desk, isShared: boolean) =>
      outcomeOf(() =>
        pairDisk(station, {
          mount: volume.mount,
          kind: 'rotation',
          label: 'BERSAMA',
          place: '',
          shared: isShared,
        }),
      )
    await trials.point(
      'a disk is shared with a station of the same Dinas alone, and only where asked',
      async () => {
        const stranger = await desk(`stranger ${trials.seed}`, '5272-01-C')
        const said = [await pair(first, false), await pair(second, false), await pair(stranger, true)]
        await stranger.on.close()
        const found = [...said, await pair(second, true)].map((one) => one.said).join(' ')
        const expected = 'done BACKUP-FOREIGN-DISK BACKUP-FOREIGN-DISK done'
        return found === expected ? [] : [`said ${found}`]
      },
    )
    for (let round = 0; round < (trials.isQuick ? 2 : 12); round++) {
      const isAtOnce = round % 2 === 1
      await trials.point(`two stations ${isAtOnce ? 'at once' : 'in turns'}, round ${round}`, async () => {
        for (const one of both) await one.seal(1 + trials.below(4), 200_000)
        const back = ({ station }: Desk) => outcomeOf(() => runBackup(station, volume.mount))
        const said = isAtOnce ? await Promise.all(both.map(back)) : [await back(first), await back(second)]
        const wrong = said.flatMap((one) => (one.said === 'done' ? [] : [`said ${one.said}`]))
        for (const { on, station, sealed } of both) {
          wrong.push(...(await lostCopies(station, volume.mount, sealed)))
          wrong.push(...(await wrongAtStation(on, station, sealed)))
        }
        return [...wrong, ...(await wrongOnDisk(first.station.ports, volume.mount, first.on))]
      })
    }
  } finally {
    volume[Symbol.dispose]()
    for (const { on } of both) await on.close()
  }
}

/** Three disks in rotation, each of which missed something and one of which lost something: together they bring everybody back. */
async function merged(trials: Trials): Promise<void> {
  const one = await desk(`merged ${trials.seed}`, '5272-01-A')
  const disks = [0, 1, 2].map(() => makeVolume('tmpfs', { bytes: 96 << 20 }))
  try {
    for (const [n, { mount }] of disks.entries())
      await pairDisk(one.station, { mount, kind: 'rotation', label: `DISK ${n}`, place: `${n}` })
    for (let round = 0; round < (trials.isQuick ? 4 : 20); round++) {
      await one.seal(1 + trials.below(3))
      await runBackup(one.station, disks[round % 3]?.mount ?? '')
    }
    await trials.point('three disks merged', async () => {
      const found = await restored(
        one.on,
        disks.map(({ mount }) => mount),
      )
      return [...foreign(found, one.sealed), ...lacking(found, one.sealed.keys())]
    })
    await trials.point('each disk alone is sound', async () => {
      const wrong = await Promise.all(disks.map(({ mount }) => wrongOnDisk(one.station.ports, mount, one.on)))
      return wrong.flat()
    })
    await trials.point('each disk catches up with what it missed', async () => {
      for (const { mount } of disks) await runBackup(one.station, mount)
      const rows = one.station.read.all<{ id: string }>('SELECT id FROM disk')
      const copies = one.station.read.all('SELECT packet FROM copy').length
      const months = disks.map(({ mount }) => readdirSync(join(mount, 'REKAM', one.station.code)).length)
      return copies === rows.length * one.sealed.size && months.every((count) => count > 0)
        ? []
        : [`${copies} copies for ${rows.length} x ${one.sealed.size}`]
    })
  } finally {
    for (const disk of disks) disk[Symbol.dispose]()
    await one.on.close()
  }
}

/** Several stations on a disk, several disks of a station. */
export const several: Part = {
  name: 'several',
  missing: () => (canMount('ext4') ? undefined : 'needs root and loop devices'),
  async run(trials) {
    await shared(trials)
    await merged(trials)
  },
}
