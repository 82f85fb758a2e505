import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { canMount, makeVolume, type TestVolume } from '../../../../scripts/e2e/volumes.ts'
import { linuxVolumes } from './linux.ts'

const open: TestVolume[] = []
afterEach(() => {
  for (const volume of open.splice(0)) volume[Symbol.dispose]()
})

function keep(volume: TestVolume): TestVolume {
  open.push(volume)
  return volume
}

/** Milliseconds until the provider calls back after `act`. */
async function noticed(roots: string[], act: () => void): Promise<number> {
  const volumes = linuxVolumes({ roots, pretended: true })
  let stop = () => undefined as void
  const told = new Promise<number>((resolve, reject) => {
    let from = 0
    stop = volumes.watch(() => from > 0 && resolve(Date.now() - from))
    setTimeout(() => {
      act()
      from = Date.now()
    }, 600)
    setTimeout(() => reject(new Error('not noticed')), 10_000).unref()
  })
  return told.finally(stop)
}

describe.skipIf(!canMount('ext4'))('ext4', () => {
  test('a drive is described, and noticed within 2 s when it comes and when it goes', async () => {
    const root = mkdtempSync(join(tmpdir(), 'rekam-root-'))
    try {
      const mount = join(root, 'DISK MEJA')
      mkdirSync(mount)
      const volume = keep(makeVolume('ext4', { mount }))
      const provider = linuxVolumes({ roots: [root], pretended: true })
      expect(await provider.list()).toEqual([await provider.at(mount)])
      expect(await provider.at(mount)).toMatchObject({ fs: 'ext4', readonly: false, mount })
      expect((await provider.at(mount))?.id).toMatch(/^[0-9a-f-]{36}$/)
      expect(await linuxVolumes({ roots: [root] }).list(), 'loop devices only for tests').toEqual([])
      expect(await noticed([root], () => volume.eject())).toBeLessThan(2000)
      expect(await provider.at(mount), 'a bare folder now').toBeNull()
      expect(await noticed([root], () => volume.plug())).toBeLessThan(2000)
    } finally {
      for (const volume of open.splice(0)) volume[Symbol.dispose]()
      rmSync(root, { recursive: true, force: true })
    }
  })

  test('read-only is seen; each session of a medium has its own name', async () => {
    const volume = keep(makeVolume('ext4'))
    const provider = linuxVolumes({ roots: [tmpdir()], pretended: true })
    const first = await provider.at(volume.mount)
    volume.eject()
    volume.plug({ readonly: true })
    const second = await provider.at(volume.mount)
    expect(second).toMatchObject({ readonly: true, id: first?.id })
    expect(second?.session).toBeDefined()
    expect(second?.session).not.toBe(first?.session)
  })
})

describe.skipIf(!canMount('exfat'))('exFAT', () => {
  test('a pulled drive is gone at once, though its mount still stands, and that is noticed', async () => {
    const volume = keep(makeVolume('exfat'))
    const provider = linuxVolumes({ roots: [tmpdir()], pretended: true })
    expect(await provider.at(volume.mount)).toMatchObject({ fs: 'exfat' })
    expect(await noticed([tmpdir()], () => volume.pull())).toBeLessThan(3000)
    expect(await provider.at(volume.mount)).toBeNull()
    volume.eject()
    volume.plug()
    expect(await provider.at(volume.mount)).toMatchObject({ fs: 'exfat' })
  })
})
