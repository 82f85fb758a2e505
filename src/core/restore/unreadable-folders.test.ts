import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DiskIo, nodeDisk } from '../backup/index.ts'
import { gather } from './gather.ts'
import { patientDisk } from './patient.ts'
import { backUp, pairNew, type Rig, rigWith } from './testing/rig.ts'

let rig: Rig
let good: string
let bad: string
beforeEach(async () => {
  rig = await rigWith([2])
  bad = rig.disk.mount
  const other = await pairNew(rig.on, 'DISK B')
  await backUp(rig.on, other)
  good = other.mount
})
afterEach(() => rig.on.close())

/** A disk one folder of which does not let itself be listed. */
function failingAt(folder: string, how: 'fails' | 'hangs'): DiskIo {
  const readdir = (path: string): Promise<string[]> => {
    if (path !== folder) return nodeDisk.fs.readdir(path)
    if (how === 'hangs') return new Promise(() => undefined)
    return Promise.reject(Object.assign(new Error('EIO: i/o error, scandir'), { code: 'EIO' }))
  }
  return patientDisk({ ...nodeDisk, fs: { ...nodeDisk.fs, readdir } }, [good, bad], 200)
}

const sources = (disks: readonly string[]) => ({
  disks,
  drive: null,
  papers: [],
  root: rig.root,
  certificates: [],
  station: null,
  secrets: { passphrase: null, identity: null },
  list: false,
})

const PLACES = [
  ['REKAM', () => `${bad}/REKAM`],
  ["the station's folder", () => `${bad}/REKAM/${rig.on.station.code}`],
  ['one month', () => `${bad}/REKAM/${rig.on.station.code}/202611`],
] as const

test.each(
  PLACES.flatMap(([name, at]) => (['fails', 'hangs'] as const).map((how) => [name, how, at] as const)),
)('a disk on which the look into %s %s costs nothing of the other disk, and is named', async (_, how, at) => {
  const found = await gather(failingAt(at(), how), sources([bad, good]), rig.on.temp('scratch'))
  expect(found.station).toBe(rig.on.station.code)
  expect(found.commits.map(({ disk }) => disk)).toHaveLength(1)
  expect(found.volumes.map(({ mount }) => mount)).toEqual([good])
  expect(found.damaged).toEqual([{ path: at(), why: 'folder cannot be read' }])
})

test.each(PLACES.slice(0, 2))(
  'where no other source has anything, the fault of %s is told',
  async (_, at) => {
    const alone = gather(failingAt(at(), 'fails'), sources([bad]), rig.on.temp('scratch'))
    await expect(alone).rejects.toMatchObject({ code: 'DISK-IO' })
  },
)
