import { describe, expect, it } from 'vitest'
import { concat, utf8 } from './bytes.ts'
import { isFault } from './fault.ts'
import { type DiskKind, folderAfterCut } from './testing/disk-model.ts'
import { type Ending, explore, isPowerCut, type Scene } from './testing/explore.ts'
import type { FaultyFs } from './testing/faulty-fs.ts'
import { createDurably, ensureDirDurably, removeDurably, replaceDurably } from './write-durably.ts'

const OLD = utf8('isi lama yang utuh')
const PARTS = [utf8('isi baru, '), utf8('dalam tiga '), utf8('bagian')]
const NEW = concat(...PARTS)
const FOREIGN = utf8('milik orang lain')

const parts = async function* () {
  yield* PARTS
}
const same = (a: Uint8Array | undefined, b: Uint8Array) => a !== undefined && Buffer.compare(a, b) === 0

/** What holds for every ending: errors are Faults (or the power is gone), nothing stays open, nothing foreign is touched. */
function alwaysWrong({ fs, error }: Ending, left: Map<string, Uint8Array>): string | undefined {
  if (error !== undefined && !isFault(error) && !isPowerCut(error)) return 'refused without a Fault'
  if (fs.leaks > 0 && !isPowerCut(error)) return 'a file stayed open'
  if (!same(left.get('/FOREIGN.TXT'), FOREIGN)) return 'a foreign file was touched'
  return undefined
}

const replacing = (run: (fs: FaultyFs) => Promise<unknown>): Scene => ({
  kind: 'ext4',
  seed: { '/keys/slots.json': OLD, '/FOREIGN.TXT': FOREIGN },
  run,
  wrong: (ending, _, left) => {
    const found = left.get('/keys/slots.json')
    if (!same(found, OLD) && !same(found, NEW)) return 'neither old nor new'
    if (ending.acknowledged && !same(found, NEW)) return 'acknowledged, but not durable'
    return alwaysWrong(ending, left)
  },
})

const PATH = '/REKAM/9901/202611/S0000012.TAR'
const creating = (kind: DiskKind, run: (fs: FaultyFs) => Promise<unknown>): Scene => ({
  kind,
  seed: { '/REKAM/9901/202611/': OLD, '/FOREIGN.TXT': FOREIGN },
  run,
  wrong: (ending, _, left) => {
    if (ending.acknowledged && !same(left.get(PATH), NEW)) return 'acknowledged, but not durable'
    const unlinked = ending.fs.calls.some((call) => call === `unlink ${PATH}`)
    const opened = !ending.fs.calls.at(-1)?.startsWith('open')
    if (!ending.acknowledged && opened && !isPowerCut(ending.error) && !unlinked)
      return 'the name was not given up'
    return alwaysWrong(ending, left)
  },
})

describe('replaceDurably, every fault at every call and every pair of them', () => {
  it.each([
    ['bytes', () => NEW],
    ['a stream', parts],
  ])('leaves the old file or the new, from %s', async (_, data) => {
    const { runs, violations } = await explore(
      replacing((fs) => replaceDurably('/keys/slots.json', data(), { fs })),
    )
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(200)
  })

  it('leaves nothing beside the file when only one call failed', async () => {
    const { violations } = await explore({
      ...replacing((fs) => replaceDurably('/keys/slots.json', parts(), { fs })),
      wrong: ({ fs, plan, error }) => {
        const names = [...fs.seen().keys()].filter((name) => name.startsWith('/keys/.'))
        const tolerated = isPowerCut(error) || plan.length > 1 || fs.calls.at(-1)?.startsWith('open')
        return names.length > 0 && tolerated !== true ? `left ${names.join()}` : undefined
      },
    })
    expect(violations).toEqual([])
  })
})

describe('createDurably, every fault at every call and every pair of them', () => {
  it.each(['ext4', 'vfat'] as const)('acknowledges only what survives: %s', async (kind) => {
    const { runs, violations } = await explore(
      creating(kind, (fs) => createDurably(PATH, parts(), { fs, root: '/', device: 42 })),
    )
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(600)
  })

  it.each(['ext4', 'vfat'] as const)('a large file that is flushed on its way too: %s', async (kind) => {
    const { runs, violations } = await explore(
      creating(kind, (fs) => createDurably(PATH, parts(), { fs, root: '/', device: 42, flushBytes: 12 })),
    )
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(800)
  })

  it.each(['ext4', 'vfat'] as const)('in new folders too: %s', async (kind) => {
    const { violations } = await explore({
      ...creating(kind, async (fs) => {
        await ensureDirDurably('/REKAM/9901/202611', { fs, root: '/' })
        await createDurably(PATH, NEW, { fs, root: '/' })
      }),
      seed: { '/REKAM/': OLD, '/FOREIGN.TXT': FOREIGN },
      wrong: (ending, _, left) =>
        ending.acknowledged && !same(left.get(PATH), NEW)
          ? 'acknowledged, but not durable'
          : alwaysWrong(ending, left),
    })
    expect(violations).toEqual([])
  })

  it('never touches a file that has the name already', async () => {
    const { runs, violations } = await explore({
      ...creating('vfat', (fs) => createDurably(PATH, NEW, { fs, root: '/' })),
      seed: { [PATH]: OLD, '/FOREIGN.TXT': FOREIGN },
      wrong: (ending, _, left) =>
        !same(left.get(PATH), OLD) || ending.acknowledged
          ? 'the file was touched'
          : alwaysWrong(ending, left),
    })
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(5)
  })
})

describe('ensureDirDurably', () => {
  it.each(['ext4', 'vfat'] as const)('acknowledges only folders that survive: %s', async (kind) => {
    const { violations } = await explore({
      ...creating(kind, (fs) => ensureDirDurably('/REKAM/9901/202611', { fs, root: '/' })),
      seed: { '/REKAM/': OLD, '/FOREIGN.TXT': FOREIGN },
      wrong: (ending, cut, left) =>
        ending.acknowledged && !folderAfterCut(ending.fs.root, '/REKAM/9901/202611', cut)
          ? 'acknowledged, but not durable'
          : alwaysWrong(ending, left),
    })
    expect(violations).toEqual([])
  })
})

describe('removeDurably', () => {
  it('acknowledges only what is gone for good', async () => {
    const { violations } = await explore({
      ...creating('vfat', (fs) => removeDurably(PATH, { fs, root: '/' })),
      seed: { [PATH]: OLD, '/FOREIGN.TXT': FOREIGN },
      wrong: (ending, _, left) =>
        ending.acknowledged && left.has(PATH) ? 'acknowledged, but still there' : alwaysWrong(ending, left),
    })
    expect(violations).toEqual([])
  })
})

describe('the lab itself catches', () => {
  const write = async (fs: FaultyFs, path: string) => {
    const file = await fs.open(path)
    for (let at = 0; at < NEW.length; ) at += await fs.write(file, NEW.subarray(at))
    return file
  }
  const beside = '/keys/.tmp'
  const target = '/keys/slots.json'
  const found = async (scene: Scene) => (await explore(scene)).violations.join('\n')

  it('a rename of what was not fsynced', async () => {
    const scene = replacing(async (fs) => {
      await fs.close(await write(fs, beside))
      await fs.rename(beside, target)
      await fs.fsyncDir('/keys')
    })
    expect(await found(scene)).toMatch('neither old nor new')
  })

  it('a folder that was not fsynced', async () => {
    const scene = replacing(async (fs) => {
      const file = await write(fs, beside)
      await fs.fsync(file)
      await fs.rename(beside, target)
    })
    expect(await found(scene)).toMatch('acknowledged, but not durable')
  })

  it('an fsync tried again', async () => {
    const scene = creating('ext4', async (fs) => {
      const file = await write(fs, PATH)
      await fs.fsync(file).catch(() => fs.fsync(file))
      await fs.close(file)
      await fs.fsyncDir('/REKAM/9901/202611')
    })
    expect(await found(scene)).toMatch(/acknowledged, but not durable; .*EIO.* \(fsync\)/)
  })

  it('a short write that nobody minded', async () => {
    const scene = creating('ext4', async (fs) => {
      const file = await fs.open(PATH)
      await fs.write(file, NEW)
      await fs.fsync(file)
      await fs.fsyncDir('/REKAM/9901/202611')
    })
    expect(await found(scene)).toMatch(/acknowledged, but not durable; .*"short"/)
  })

  it('on vfat, ancestors that were not fsynced, and any rename', async () => {
    const noAncestors = creating('vfat', async (fs) => {
      await fs.fsync(await write(fs, PATH))
      await fs.fsyncDir('/REKAM/9901/202611')
    })
    expect(await found(noAncestors)).toMatch('acknowledged, but not durable')
    const renamed = creating('vfat', async (fs) => {
      await fs.fsync(await write(fs, '/REKAM/9901/202611/TEMP'))
      await fs.rename('/REKAM/9901/202611/TEMP', PATH)
      for (const folder of ['/REKAM/9901/202611', '/REKAM/9901', '/REKAM', '/']) await fs.fsyncDir(folder)
    })
    expect(await found(renamed)).toMatch('acknowledged, but not durable')
  })
})
