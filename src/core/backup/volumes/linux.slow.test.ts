import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { canMount, makeVolume, markDamaged, type TestVolume } from '../../../../scripts/e2e/volumes.ts'
import { linuxVolumes } from './linux.ts'
import { type DriveWorld, volumesContract } from './testing/contract.ts'

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

/** A real ext4 on a loop device. */
function realWorld(): DriveWorld {
  const root = mkdtempSync(join(tmpdir(), 'rekam-contract-'))
  const mount = join(root, 'DISK')
  mkdirSync(mount)
  const volume = makeVolume('ext4', { mount })
  let held: number | undefined
  const release = () => {
    if (held !== undefined) closeSync(held)
    held = undefined
  }
  return {
    provider: linuxVolumes({ roots: [root], pretended: true }),
    mount,
    expected: { fs: 'ext4', id: /^[0-9a-f-]{36}$/, label: '' },
    none: [root, '/', join(mount, 'lost+found'), ''],
    plug: () => volume.plug(),
    pull: () => volume.eject(),
    busy(is) {
      release()
      if (is) held = openSync(join(mount, 'open'), 'w')
    },
    close() {
      release()
      volume[Symbol.dispose]()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

if (canMount('ext4')) volumesContract('Linux, a real drive', realWorld)

describe.skipIf(!canMount('ext4'))('what is wrong with a drive', () => {
  test('a file system in which errors were found is dirty; another is not', async () => {
    const [sound, damaged] = [keep(makeVolume('ext4')), keep(makeVolume('ext4', { spoil: markDamaged }))]
    const provider = linuxVolumes({ roots: [tmpdir()], pretended: true })
    expect(await provider.at(sound.mount)).toMatchObject({ dirty: false, locked: false, readonly: false })
    expect(await provider.at(damaged.mount)).toMatchObject({ dirty: true, readonly: false })
  })

  test('a lock on the card is told from a mount for reading only', async () => {
    const [locked, mounted] = [
      keep(makeVolume('ext4', { locked: true })),
      keep(makeVolume('ext4', { readonly: true })),
    ]
    const provider = linuxVolumes({ roots: [tmpdir()], pretended: true })
    expect(await provider.at(locked.mount)).toMatchObject({ locked: true, readonly: true })
    expect(await provider.at(mounted.mount)).toMatchObject({ locked: false, readonly: true })
  })

  test('options of the mount are told', async () => {
    const volume = keep(makeVolume('ext4', { how: ['noexec', 'sync'] }))
    const found = await linuxVolumes({ roots: [tmpdir()], pretended: true }).at(volume.mount)
    expect(found?.options).toEqual(expect.arrayContaining(['noexec', 'sync', 'rw']))
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
