import { randomBytes } from 'node:crypto'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { blake2b512, hashFile, sha256 } from './hash.ts'
import { mountOfDevice } from './mounts.ts'
import { reachesMedium, readBack, readBackRange, type ReadSystem, scanBack } from './read-back.ts'
import { mountVolume, type VolumeKind } from './testing/volumes.ts'
import { createDurably } from './write-durably.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-read-back-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'file')
const content = randomBytes(2_500_001)
writeFileSync(path, content)

describe('readBack', () => {
  it.each([0, 1, 4095, 4096, 4097, 1 << 20, (1 << 20) + 1, 2_500_001])(
    'gives the digests of %i bytes',
    async (size) => {
      const part = join(folder, `part-${size}`)
      writeFileSync(part, content.subarray(0, size))
      const { via, ...digests } = await readBack(part)
      expect(digests).toEqual(await hashFile(part))
      expect(['medium', 'cache']).toContain(via)
    },
  )

  it('counts as it goes, in chunks of the size asked for', async () => {
    const counts: number[] = []
    await readBack(path, { chunkBytes: 1 << 19, onBytes: (bytes) => counts.push(bytes) })
    expect(counts).toEqual([524_288, 1_048_576, 1_572_864, 2_097_152, 2_500_001])
    for (const chunkBytes of [0, 4095, 5000, 1 << 21])
      await expect(readBack(path, { chunkBytes })).rejects.toThrow(RangeError)
  })

  it('may run many times at once', async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, () => readBack(path, { chunkBytes: 65_536 })))
    for (const run of runs) expect(run.sha256).toEqual(sha256(content))
  })

  it('says what is missing, and that a folder is no file', async () => {
    await expect(readBack(join(folder, 'none'))).rejects.toMatchObject({ code: 'FILE-MISSING' })
    await expect(readBack(folder)).rejects.toMatchObject({ code: 'FILE-IO', params: { errno: 'EISDIR' } })
  })

  it('passes on what the reader of the chunks throws', async () => {
    const broken = scanBack(path, { offset: 0 }, () => {
      throw new Error('no more')
    })
    await expect(broken).rejects.toThrow(/^no more$/)
  })
})

describe('readBackRange', () => {
  it('gives the digests of any part', async () => {
    const range = fc
      .tuple(fc.nat(content.length), fc.nat(content.length))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)])
    await fc.assert(
      fc.asyncProperty(
        range,
        fc.constantFrom(4096, 65_536, 1 << 20),
        async ([from = 0, to = 0], chunkBytes) => {
          const part = content.subarray(from, to)
          const { sha256: sha, blake2b, bytes } = await readBackRange(path, from, to - from, { chunkBytes })
          expect({ sha, blake2b, bytes }).toEqual({
            sha: sha256(part),
            blake2b: blake2b512(part),
            bytes: to - from,
          })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('refuses what lies beyond the end', async () => {
    await expect(readBackRange(path, 2_500_000, 2)).rejects.toMatchObject({ code: 'FILE-TOO-SHORT' })
    await expect(readBackRange(path, 3_000_000, 0)).rejects.toMatchObject({ code: 'FILE-TOO-SHORT' })
  })

  it('hands over the bytes themselves', async () => {
    const parts: Buffer[] = []
    const { bytes } = await scanBack(
      path,
      { offset: 5000, length: 10_000 },
      (chunk) => void parts.push(Buffer.from(chunk)),
      { chunkBytes: 4096 },
    )
    expect(bytes).toBe(10_000)
    expect(Buffer.concat(parts).equals(content.subarray(5000, 15_000))).toBe(true)
  })
})

/** A system that takes direct reads as Windows documents them: whole pages of the file into whole pages of memory. Keeps what was opened how. */
function pretended(platform: NodeJS.Platform, refuses?: 'open' | 'read') {
  const flags: number[] = []
  const system: ReadSystem = {
    platform,
    async open(where, how) {
      flags.push(how)
      const direct = (how & 0x0200_0000) !== 0
      if (direct && refuses === 'open') throw Object.assign(new Error('no'), { code: 'EINVAL' })
      const file = await open(where.replace(/^.*[\\/]/, `${folder}/`), 'r')
      const read = file.read.bind(file)
      file.read = ((buffer: Buffer, from: number, length: number, at: number) => {
        const isWhole = [buffer.byteOffset + from, length, at].every((n) => n % 4096 === 0)
        if (direct && (refuses === 'read' || !isWhole))
          return Promise.reject(Object.assign(new Error('not aligned'), { code: 'EINVAL' }))
        return read(buffer, from, length, at)
      }) as typeof file.read
      return file
    },
  }
  return { system, flags }
}

describe('on Windows', () => {
  it.each(['E:\\REKAM\\file', 'e:/REKAM/file', '\\\\?\\E:\\REKAM\\file'])(
    '%s is read past the cache',
    async (where) => {
      const { system, flags } = pretended('win32')
      const found = await readBack(where, { system, chunkBytes: 65_536 })
      expect(found).toMatchObject({ via: 'medium', sha256: sha256(content), bytes: content.length })
      expect(flags).toEqual([0x0200_0000])
    },
  )

  it('any part is read in whole pages', async () => {
    const { system } = pretended('win32')
    const part = await readBackRange('E:\\file', 5000, 10_000, { system, chunkBytes: 4096 })
    expect(part).toMatchObject({ via: 'medium', sha256: sha256(content.subarray(5000, 15_000)) })
  })

  it('what another computer serves may come from its memory', async () => {
    const { system } = pretended('win32')
    expect((await readBack('\\\\server\\share\\file', { system })).via).toBe('cache')
  })

  it.each(['open', 'read'] as const)(
    'where the %s is refused it is read through the cache, and said',
    async (what) => {
      const { system, flags } = pretended('win32', what)
      expect(await readBack('E:\\file', { system })).toMatchObject({ via: 'cache', sha256: sha256(content) })
      expect(flags).toEqual([0x0200_0000, 0])
    },
  )
})

describe('elsewhere', () => {
  it('nothing is asked of macOS that it does not know', async () => {
    const { system, flags } = pretended('darwin')
    expect(await readBack(path, { system })).toMatchObject({ via: 'cache', sha256: sha256(content) })
    expect(flags).toEqual([0])
  })

  it('is known of a file system before anything is written there', () => {
    const reached = (platform: NodeJS.Platform) =>
      ['vfat', 'exfat', 'ext4', 'ntfs', 'ntfs3', 'fuseblk', 'fuse.exfat', 'btrfs', 'tmpfs', ''].filter((fs) =>
        reachesMedium(fs, [], { platform }),
      )
    expect(reached('linux')).toEqual(['vfat', 'exfat', 'ext4'])
    expect(reached('win32')).toEqual(['vfat', 'exfat', 'ntfs'])
    expect(reached('darwin')).toEqual([])
    expect(reachesMedium('ext4', ['rw', 'data=journal'], { platform: 'linux' })).toBe(false)
  })
})

describe('via', () => {
  it('is medium on ext4', async (context) => {
    const fsType = (await mountOfDevice(statSync(path).dev))?.fsType
    if (fsType !== 'ext4')
      context.skip(`the folder for temporary files is on ${fsType ?? 'something unknown'}`)
    expect((await readBack(path)).via).toBe('medium')
  })

  it.for<VolumeKind>(['ext4 with journalled data', 'tmpfs', 'ramfs', 'fat by FUSE', 'ntfs by FUSE'])(
    'is cache on %s',
    async (kind, context) => {
      const volume = mountVolume(kind)
      try {
        if (volume.reason !== undefined) context.skip(volume.reason)
        const file = join(volume.path, 'FILE.BIN')
        await createDurably(file, content, { root: volume.path })
        expect(await readBack(file)).toMatchObject({ via: 'cache', sha256: sha256(content) })
      } finally {
        volume.unmount()
      }
    },
  )

  it('medium sees what the cache hides: a disk that lost what was written', async (context) => {
    const volume = mountVolume('ext4')
    try {
      if (volume.reason !== undefined) context.skip(volume.reason)
      const file = join(volume.path, 'S0000001.TAR')
      const written = content.subarray(0, 300_000)
      await createDurably(file, written, { root: volume.path })
      expect(await readBack(file)).toMatchObject({ via: 'medium', sha256: sha256(written) })
      const at = readFileSync(volume.image).indexOf(written.subarray(8192, 8300))
      expect(at).toBeGreaterThan(0)
      const medium = openSync(volume.image, 'r+')
      writeSync(medium, Buffer.alloc(16), 0, 16, at)
      closeSync(medium)
      expect(sha256(readFileSync(file))).toEqual(sha256(written))
      expect((await readBack(file)).sha256).not.toEqual(sha256(written))
    } finally {
      volume.unmount()
    }
  })

  it('a file cut while it is read is a fault, not a shorter file', async () => {
    const shrinking = join(folder, 'shrinking')
    writeFileSync(shrinking, content)
    const cut = scanBack(shrinking, { offset: 0 }, () => truncateSync(shrinking, 100), { chunkBytes: 4096 })
    await expect(cut).rejects.toMatchObject({ code: 'DISK-IO', params: { errno: 'SHORT' } })
  })
})
