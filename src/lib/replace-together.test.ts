import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { utf8 } from './bytes.ts'
import { blockingFs, type DurableFs } from './durable-fs.ts'
import { isFault } from './fault.ts'
import { ReplaceTogether } from './replace-together.ts'
import { explore, isPowerCut } from './testing/explore.ts'
import type { FaultyFs } from './testing/faulty-fs.ts'

const OLD = utf8('isi lama yang utuh')
const FILES = {
  '/packets/a': utf8('paket a'),
  '/packets/b': utf8('paket b lebih panjang'),
  '/packets/c': utf8('c'),
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0
}

async function replaceAll(fs: DurableFs, batchBytes: number): Promise<void> {
  const together = new ReplaceTogether({ fs, batchBytes })
  for (const [path, bytes] of Object.entries(FILES)) await together.replace(path, bytes)
  await together.finish()
}

/** Every fault at every call: a name holds nothing, the old file or the new one, and what was acknowledged is durable. */
async function exploreWith(run: (fs: FaultyFs) => Promise<void>) {
  return explore({
    kind: 'ext4',
    seed: { '/packets/b': OLD },
    run,
    wrong: ({ acknowledged, error, fs }, _, left) => {
      for (const [path, bytes] of Object.entries(FILES)) {
        const found = left.get(path)
        const isOld = path === '/packets/b' ? isSame(found, OLD) : found === undefined
        if (!isOld && !isSame(found, bytes)) return `${path} is neither old nor new`
        if (acknowledged && !isSame(found, bytes)) return `${path} acknowledged, but not durable`
      }
      if (error !== undefined && !isFault(error) && !isPowerCut(error)) return 'refused without a Fault'
      if (fs.leaks > 0 && !isPowerCut(error)) return 'a file stayed open'
      return undefined
    },
  })
}

describe('ReplaceTogether', () => {
  it('acknowledges only what survives, in one batch', async () => {
    const { runs, violations } = await exploreWith((fs) => replaceAll(fs, 1000))
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(300)
  })

  it('acknowledges only what survives, in several batches', async () => {
    const { violations } = await exploreWith((fs) => replaceAll(fs, 8))
    expect(violations).toEqual([])
  })

  it('replaces each by itself where the system cannot flush many', async () => {
    const { violations } = await exploreWith((fs) => replaceAll(Object.assign(fs, { syncAll: undefined }), 8))
    expect(violations).toEqual([])
  })

  it('makes private files on a real disk and leaves nothing beside them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rekam-together-'))
    try {
      const together = new ReplaceTogether({ batchBytes: 10 })
      for (let n = 0; n < 5; n++) await together.replace(join(folder, `${n}`), utf8(`paket ${n}`))
      await together.finish()
      expect(readdirSync(folder).toSorted()).toEqual(['0', '1', '2', '3', '4'])
      expect(readFileSync(join(folder, '4'), 'utf8')).toBe('paket 4')
      expect(statSync(join(folder, '4')).mode & 0o777).toBe(0o600)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('in place, what a run acknowledged is durable, whatever a run that died left; nothing lies beside', async () => {
    const runs = [1000, 8].map((batchBytes) =>
      explore({
        kind: 'ext4',
        seed: { '/packets/b': OLD },
        run: async (fs: FaultyFs) => {
          const together = new ReplaceTogether({ fs, batchBytes, inPlace: true })
          for (const [path, bytes] of Object.entries(FILES)) await together.replace(path, bytes)
          await together.finish()
        },
        wrong: ({ acknowledged, error, fs }, _, left) => {
          for (const [path, bytes] of Object.entries(FILES))
            if (acknowledged && !isSame(left.get(path), bytes)) return `${path} acknowledged, but not durable`
          if ([...left.keys()].some((path) => path.endsWith('.tmp'))) return 'something lies beside'
          if (error !== undefined && !isFault(error) && !isPowerCut(error)) return 'refused without a Fault'
          return fs.leaks > 0 && !isPowerCut(error) ? 'a file stayed open' : undefined
        },
      }),
    )
    for (const { violations, runs: tried } of await Promise.all(runs)) {
      expect(violations).toEqual([])
      expect(tried).toBeGreaterThan(200)
    }
  })

  it('makes what a run before left whole durable with the rest, though nothing is written', async () => {
    let whole = 0
    const { violations } = await explore({
      kind: 'ext4',
      seed: { '/packets/b': OLD },
      run: async (fs: FaultyFs) => {
        const together = new ReplaceTogether({ fs, inPlace: true })
        // The first call flushes once, to see whether the system can: what counts is what was written since.
        for (const path of ['/packets/a', '/packets/c'] as const) {
          const written = await fs.open(path)
          await fs.write(written, FILES[path])
          await fs.close(written)
          await together.keep(path)
        }
        await together.finish()
      },
      wrong: ({ acknowledged, plan }, _, left) => {
        // A fault in what the run before wrote is that run's.
        const isWhole = plan.every(({ what }) => typeof what === 'object')
        if (!acknowledged || !isWhole) return undefined
        whole++
        return isSame(left.get('/packets/c'), FILES['/packets/c']) ? undefined : 'not durable'
      },
    })
    expect(whole).toBeGreaterThan(0)
    expect(violations).toEqual([])
  })

  it('says so when the flush itself fails', async () => {
    const fs = {
      ...blockingFs,
      syncAll: () => Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })),
    }
    const together = new ReplaceTogether({ fs })
    await expect(together.replace('/nowhere/a', utf8('a'))).rejects.toMatchObject({ code: 'DISK-IO' })
  })
})
