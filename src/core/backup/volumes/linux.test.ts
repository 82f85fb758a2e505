import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { linuxVolumes } from './linux.ts'
import { watchMounts } from './watch.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-volumes-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a bare folder, the root and a missing path are no volumes', async () => {
  const volumes = linuxVolumes({ roots: [tmpdir()], pretended: true })
  for (const path of [folder, '/', '/proc', join(folder, 'missing'), ''])
    expect(await volumes.at(path)).toBeNull()
  expect((await volumes.list()).map(({ mount }) => mount)).not.toContain(folder)
})

test('file systems in memory count only where a test asks for them', async () => {
  expect(await linuxVolumes().at('/dev/shm')).toBeNull()
})

test('the watch calls back when the table of mounts or the answers of the volumes change', async () => {
  let table = 'one'
  let answers = 'a'
  const changed = vi.fn<() => void>()
  const stop = watchMounts({ roots: [folder], read: async () => table, alive: async () => answers, changed })
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 300))
  try {
    await quiet()
    expect(changed).not.toHaveBeenCalled()
    table = 'two'
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), 2000)
    answers = ''
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2), 2000)
  } finally {
    stop()
  }
  table = 'three'
  await quiet()
  expect(changed).toHaveBeenCalledTimes(2)
})

test('a look that fails is repeated', async () => {
  let broken = true
  const changed = vi.fn<() => void>()
  let table = 'one'
  const read = async () => {
    if (broken) throw new Error('EIO')
    return table
  }
  const stop = watchMounts({ roots: [], read, alive: async () => '', changed })
  try {
    await new Promise((resolve) => setTimeout(resolve, 250))
    broken = false
    await new Promise((resolve) => setTimeout(resolve, 450))
    table = 'two'
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), 2000)
  } finally {
    stop()
  }
})
