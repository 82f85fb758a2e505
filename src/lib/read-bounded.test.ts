import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBounded } from './read-bounded.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekam-bounded-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

test('answers what is in the file, up to the bound and not one byte beyond', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(200_000), fc.integer({ min: -2, max: 2 }), async (size, over) => {
      const bytes = Buffer.alloc(size, 7)
      writeFileSync(at('file'), bytes)
      const most = Math.max(0, size + over)
      if (most < size)
        await expect(readBounded(at('file'), most)).rejects.toMatchObject({ code: 'FILE-TOO-LONG' })
      else expect(bytes.equals(await readBounded(at('file'), most))).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test.runIf(process.platform === 'linux')(
  'reads a file that says it has no bytes, as the kernel does',
  async () => {
    expect((await readBounded('/proc/self/status', 64 << 10)).length).toBeGreaterThan(100)
    await expect(readBounded('/proc/self/status', 100)).rejects.toMatchObject({ code: 'FILE-TOO-LONG' })
  },
)

test.skipIf(process.platform === 'win32')(
  'takes no folder, no device without end, and waits for no pipe',
  async () => {
    mkdirSync(at('folder'))
    execFileSync('mkfifo', [at('pipe')])
    symlinkSync('/dev/zero', at('link'))
    for (const path of [at('folder'), at('pipe'), at('link'), '/dev/zero', '/dev/null', '/dev/tty'])
      await expect(readBounded(path, 1000)).rejects.toMatchObject({
        code: expect.stringMatching(/^(FILE-NOT-PLAIN|DISK-GONE)$/) as string,
      })
    await expect(readBounded(at('none'), 1000)).rejects.toMatchObject({ code: 'FILE-MISSING' })
  },
)
