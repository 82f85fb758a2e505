import { mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { PAGE_BYTES, sharedPages } from '../../../lib/aligned.ts'
import { nodeDisk } from './io.ts'
import { PastCache } from './past-cache.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-past-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'S0000001.TAR')
const content = Buffer.from(
  Uint8Array.from({ length: 3 * PAGE_BYTES + 777 }, (_, n) => (n * 31 + (n >> 8)) & 255),
)
writeFileSync(path, content)

function handlesIn(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder)
    } catch {
      return false
    }
  }).length
}

describe.runIf(process.platform === 'linux')('past the cache', () => {
  test('any bytes of a file come as they are, also beyond its end, into pages and into any memory', async () => {
    const file = await nodeDisk.open(path)
    const memory = sharedPages(4 * PAGE_BYTES + PAGE_BYTES)
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: content.length + 50 }),
        fc.nat({ max: 4 * PAGE_BYTES }),
        fc.boolean(),
        async (place, length, isInStep) => {
          const before = (place + (isInStep ? 0 : 1)) % PAGE_BYTES
          const into = new Uint8Array(memory, before, length)
          const found = await file.read(place, length, into)
          expect(Buffer.compare(found, content.subarray(place, place + length))).toBe(0)
          expect(found.buffer).toBe(memory)
        },
      ),
      { numRuns: 200 },
    )
    await file.close()
    expect(handlesIn()).toBe(0)
  })

  test('it is the open file that is read, whoever has its name by now', async () => {
    const other = join(folder, 'S0000002.TAR')
    writeFileSync(other, Buffer.alloc(PAGE_BYTES, 1))
    const file = await open(other)
    const past = new PastCache(file)
    writeFileSync(`${other}.x`, Buffer.alloc(PAGE_BYTES, 2))
    renameSync(`${other}.x`, other)
    const into = new Uint8Array(sharedPages(PAGE_BYTES), 0, PAGE_BYTES)
    const read = await past.read(0, into)
    // On a file system without this way it reads nothing, and the caller reads as it always did.
    expect([0, PAGE_BYTES]).toContain(read)
    expect(into[0]).toBe(read === 0 ? 0 : 1)
    await past.close()
    await file.close()
    expect(handlesIn()).toBe(0)
  })

  test('a disk that is gone says so, and leaves no handle', async () => {
    const file = await open(path)
    const past = new PastCache(file)
    await file.close()
    const into = new Uint8Array(sharedPages(PAGE_BYTES), 0, PAGE_BYTES)
    // Its number is nobody's: there is no way past the cache, and none through it either.
    expect(await past.read(0, into)).toBe(0)
    await past.close()
    expect(handlesIn()).toBe(0)
  })
})
