import { afterEach, describe, expect, test, vi } from 'vitest'
import type { VolumeProvider } from '../../../ports.ts'

/** A machine with one drive that can be plugged, pulled and kept busy. */
export interface DriveWorld {
  readonly provider: VolumeProvider
  readonly mount: string
  /** What is expected of it, as far as every system tells it. */
  readonly expected: { readonly fs: string; readonly id: RegExp; readonly label: string }
  /** Paths that are the mount point of no drive: a folder, the system's own disk. */
  readonly none: readonly string[]
  plug(): void
  pull(): void
  /** Somebody has a file on it open, or closes it again. */
  busy(is: boolean): void
  close(): void
}

/** What every VolumeProvider holds, whatever the system: over a real one where there is one, else over its recorded answers. */
export function volumesContract(name: string, make: () => DriveWorld): void {
  describe(`volumes: ${name}`, { timeout: 60_000 }, () => {
    let world: DriveWorld | undefined
    afterEach(() => world?.close())

    test('a drive is listed as it is found by its mount point', async () => {
      world = make()
      const { provider, mount, expected } = world
      const found = await provider.at(mount)
      expect(found).toMatchObject({ mount, fs: expected.fs, label: expected.label, readonly: false })
      expect(found?.id).toMatch(expected.id)
      expect(found?.bytes).toBeGreaterThan(0)
      expect((await provider.list()).filter((one) => one.mount === mount)).toEqual([found])
    })

    test('a bare folder and the system’s own disk are none', async () => {
      world = make()
      const { provider, none } = world
      const found = await Promise.all(none.map((path) => provider.at(path)))
      expect(found.filter((one) => one !== null)).toEqual([])
    })

    test('one that is pulled is gone at once, its coming back is noticed, and it is the same one', async () => {
      world = make()
      const { provider, mount } = world
      const before = await provider.at(mount)
      const changed = vi.fn<() => void>()
      const stop = provider.watch(changed)
      try {
        await new Promise((resolve) => setTimeout(resolve, 600))
        world.pull()
        expect(await provider.at(mount)).toBeNull()
        await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), 5000)
        world.plug()
        await vi.waitFor(() => expect(changed.mock.calls.length).toBeGreaterThan(1), 5000)
        expect(await provider.at(mount)).toMatchObject({ id: before?.id, fs: before?.fs })
      } finally {
        stop()
      }
    })

    test('it is let go of, but not while somebody uses it', async () => {
      world = make()
      const { provider, mount } = world
      const volume = (await provider.at(mount))!
      world.busy(true)
      await expect(provider.eject!(volume)).rejects.toMatchObject({ code: 'BACKUP-EJECT-BUSY' })
      expect(await provider.at(mount)).toMatchObject({ mount })
      world.busy(false)
      await provider.eject!(volume)
      expect(await provider.at(mount)).toBeNull()
    })
  })
}
